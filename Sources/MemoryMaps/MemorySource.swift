/// The statements that memory regions come from; the raw value is the name that `tdmr map --format json` prints.
public enum MemorySource: String, Sendable, CaseIterable {
    /// A tdxmap's own regions.
    case tdxmap
    /// A dump of memblock.
    case memblock
    /// `Early memory node ranges` of a kernel log.
    case nodeRanges = "node-ranges"
    /// The `user:` map that the kernel's memmap= and mem= options make.
    case userMap = "user-map"
    /// The `modified:` map: the firmware's map after the kernel's own trimming.
    case modifiedMap = "modified-map"
    /// The firmware's E820 map.
    case e820
    /// An EFI memory map.
    case efiMemoryMap = "efi-memmap"
    /// /proc/iomem.
    case ioMemory = "iomem"
    /// /sys/firmware/memmap.
    case firmwareMemoryMap = "firmware-memmap"
    /// lsmem or /sys/devices/system/memory.
    case memoryBlocks = "memory-blocks"
    /// The output of kexec.
    case kexec
    /// The map that Xen prints.
    case xen
    /// SRAT.
    case acpiTables = "acpi-tables"
    /// CMRs standing in for memory.
    case cmrs
}

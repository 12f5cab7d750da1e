/// The formats a map can come in; the raw value is the name that `tdmr map --format json` prints.
public enum MapFormat: String, Sendable, CaseIterable {
    /// The project's own format.
    case tdxmap
    /// The kernel's log.
    case kernelLog = "kernel-log"
    /// /proc/iomem.
    case ioMemory = "iomem"
    /// /sys/firmware/memmap.
    case firmwareMemoryMap = "firmware-memmap"
    /// An EFI memory map.
    case efiMemoryMap = "efi-memmap"
    /// The output of lsmem, or a copy of /sys/devices/system/memory.
    case memoryBlocks = "memory-blocks"
    /// The output of kexec.
    case kexec
    /// SRAT and CEDT as iasl disassembles them.
    case acpiTables = "acpi-tables"
}

import PhysicalMemory

/// A statement of a kernel log's line about memory, the platform or TDX.
enum LogStatement {
    /// `Linux version ...`
    case banner(version: String)
    /// `BIOS-provided physical RAM map:`
    case firmwareMapHeader
    /// A `BIOS-e820` line.
    case firmware(StatedRange, start: UInt64, FirmwareMemoryType)
    /// `user-defined physical RAM map:`, `modified physical RAM map:`: the kernel's map after a change, which replaces the ones before.
    case changedMapHeader(ChangedMap)
    /// A line of the map that the `memmap=` and `mem=` options or the kernel's own trimming made.
    case changed(ChangedMap, StatedRange, start: UInt64, FirmwareMemoryType)
    /// `Early memory node ranges`, `early_node_map[2] active PFN ranges`
    case nodeRangesHeader
    case nodeRange(StatedRange, NodeID)
    case affinity(StatedRange, NodeID, isHotPluggable: Bool)
    /// A line of an EFI memory map, with its number.
    case efi(UInt64, StatedRange, FirmwareMemoryType)
    case cmr(start: UInt64, end: UInt64)
    /// `private KeyID range [start, end)`
    case keyIDs(start: UInt64, end: UInt64)
    case processors(UInt64, nodes: UInt64?)
    /// Sockets; up to 6.8 an estimate.
    case packages(UInt64, isCounted: Bool)
    /// Processors that may exist: used only where the log does not count those brought up.
    case possibleProcessors(UInt64, ProcessorCountSource)
    /// A processor that the SRAT names, by the number of its APIC.
    case apic(UInt64)
    /// `SRAT: hot plug zone found`, before 2.6.20: the range was stated before, as that of a node.
    case hotPlugZone(StatedRange)
    /// A dump of memblock begins, with so many entries.
    case memblockCount(UInt64)
    /// An entry of it; no node before NUMA is set up.
    case memblockEntry(UInt64, StatedRange, NodeID?)
    /// A line of Xen's own firmware map.
    case xen(StatedRange, FirmwareMemoryType)
    /// The kernel's own sum of all memory, in whole KiB.
    case memoryTotal(ByteCount)
    /// One past the last page frame with memory, as the kernel counts it.
    case lastFrame(UInt64)
    /// The kernel's own count of a node's pages of memory.
    case nodePages(UInt64, node: UInt64)
    /// Messages that were lost before they reached the log; nil where their number is not stated.
    case missing(messages: UInt64?)
    /// The command line of a kernel that only saves the memory of a crashed one; early: printed before the memory map.
    case captureKernel(isEarly: Bool)
    case tdx(TDXStatement)
    /// A fact about the platform.
    case platform(PlatformStatement)
    /// A number in a line of interest is too large for any machine.
    case impossible(InputFault)
}

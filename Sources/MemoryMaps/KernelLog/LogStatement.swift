import PhysicalMemory

/// A range as a log states it, both ends included; what it says may be impossible.
enum StatedRange: Equatable {
    case range(ClosedRange<UInt64>)
    /// Linux prints an empty range with an end in front of its start.
    case empty
    case fault(InputFault)

    /// A range whose end belongs to it.
    static func inclusive(_ first: UInt64, _ last: UInt64) -> Self {
        if first > 0, last == first - 1 { return .empty }
        return last < first ? .fault(.reversedRange(start: PhysicalAddress(first), end: PhysicalAddress(last))) : .range(first ... last)
    }

    /// A range whose end is the first address after it.
    static func exclusive(_ start: UInt64, _ end: UInt64) -> Self {
        if start == end { return .empty }
        return end < start ? .fault(.reversedRange(start: PhysicalAddress(start), end: PhysicalAddress(end))) : .range(start ... end - 1)
    }
}

/// What a line of a kernel log says, as far as it matters here.
enum LogStatement {
    /// `Linux version ...`
    case banner
    /// `BIOS-provided physical RAM map:`
    case firmwareMapHeader
    /// A `BIOS-e820` line.
    case firmware(StatedRange, start: UInt64, FirmwareMemoryType)
    /// A line of the map that the `memmap=` and `mem=` options made.
    case user(StatedRange, FirmwareMemoryType)
    /// `Early memory node ranges`, `early_node_map[2] active PFN ranges`
    case nodeRangesHeader
    case nodeRange(StatedRange, NodeID)
    case affinity(StatedRange, NodeID, isHotPluggable: Bool)
    case efi(StatedRange, FirmwareMemoryType)
    case cmr(start: UInt64, end: UInt64)
    /// `private KeyID range [start, end)`
    case keyIDs(start: UInt64, end: UInt64)
    case processors(UInt64)
    case tdx(TDXStatement)
    /// A number in a line of interest is too large for any machine.
    case impossible(InputFault)
}

/// What a line of a kernel log says about the TDX module.
enum TDXStatement {
    case pamt(kib: UInt64)
    case initialized
    case failed(errno: UInt64)
    case message(String)
    case module(String)
    case dynamicPAMT
}

/// The result of reading a statement that a keyword announced.
enum LogParse {
    /// It is none: the keyword stands there for another reason.
    case none
    case statement(LogStatement)
    /// Complete, but the next line may add to it where a mailer wrapped the line.
    case openEnded(LogStatement)
    /// The line ends inside it.
    case cutShort
    /// It begins like a statement and goes on as nonsense.
    case unreadable
}

import PhysicalMemory

/// A range as a log states it, both ends included; it may be impossible.
enum StatedRange: Equatable {
    case range(ClosedRange<UInt64>)
    /// Linux prints an empty range with an end in front of its start.
    case empty
    case fault(InputFault)

    /// The bytes that it covers; nil for an empty or an impossible one.
    var bytes: ClosedRange<UInt64>? {
        guard case .range(let bytes) = self else { return nil }
        return bytes
    }

    /// A range whose end belongs to it.
    static func inclusive(_ first: UInt64, _ last: UInt64) -> Self {
        if first > 0, last == first - 1 { return .empty }
        return last < first
            ? .fault(.reversedRange(start: PhysicalAddress(first), end: PhysicalAddress(last))) : .range(first...last)
    }

    /// A range whose end is the first address after it.
    static func exclusive(_ start: UInt64, _ end: UInt64) -> Self {
        if start == end { return .empty }
        return end < start
            ? .fault(.reversedRange(start: PhysicalAddress(start), end: PhysicalAddress(end))) : .range(start...end - 1)
    }
}

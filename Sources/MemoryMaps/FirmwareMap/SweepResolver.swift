import PhysicalMemory

/// A sweep from the lowest address upwards with the open entries in a heap, highest type on top.
///
/// - Complexity: O(*n* log *n*), for any overlaps.
public enum SweepResolver: OverlapResolver {
    public static let name = "sweep"

    public static func resolve(_ ranges: [FirmwareRange]) -> [FirmwareRange] {
        var resolved: [FirmwareRange] = []
        resolved.reserveCapacity(ranges.count)
        PrioritySweep.forEachSegment(
            of: ranges, first: \.first.rawValue, last: \.last.rawValue,
            priority: { _, range in UInt64(range.type.rawValue) }
        ) { segment, winner in
            let type = ranges[winner].type
            if let previous = resolved.last, previous.type == type, !type.keepsBorders,
                previous.last.rawValue + 1 == segment.lowerBound
            {
                resolved[resolved.count - 1].last = PhysicalAddress(segment.upperBound)
            } else {
                resolved.append(
                    FirmwareRange(
                        first: PhysicalAddress(segment.lowerBound), last: PhysicalAddress(segment.upperBound),
                        type: type))
            }
        }
        return resolved
    }
}

import PhysicalMemory

/// The kernel's algorithm: sort the points where an entry begins or ends, keep the open entries in a list, and search the list for the
/// highest type at each point.
///
/// - Complexity: O(*n* log *n* + *n* · *k*) for *k* entries open at once, which is quadratic where all overlap.
public enum ChangePointResolver: OverlapResolver {
    public static let name = "change-points"

    /// A border between two addresses: in front of `address` for a beginning, after it for an end.
    private struct ChangePoint {
        var address: PhysicalAddress
        var isEnd: Bool
        var entry: Int

        /// Beginnings come before ends at the same border.
        static func precedes(_ a: Self, _ b: Self) -> Bool {
            switch (a.isEnd, b.isEnd) {
            case (false, false), (true, true): a.address < b.address
            case (false, true): a.address.rawValue <= b.address.rawValue &+ 1 || b.address.rawValue == .max
            case (true, false): a.address.rawValue < .max && a.address.rawValue + 1 < b.address.rawValue
            }
        }
    }

    public static func resolve(_ ranges: [FirmwareRange]) -> [FirmwareRange] {
        var points: [ChangePoint] = []
        points.reserveCapacity(2 * ranges.count)
        for (index, range) in ranges.enumerated() {
            points.append(ChangePoint(address: range.first, isEnd: false, entry: index))
            points.append(ChangePoint(address: range.last, isEnd: true, entry: index))
        }
        points.sort(by: ChangePoint.precedes)

        var open: [Int] = []
        var current: (first: PhysicalAddress, type: FirmwareMemoryType)?
        var resolved: [FirmwareRange] = []
        for point in points {
            if point.isEnd {
                if let place = open.firstIndex(of: point.entry) { open.swapRemove(at: place) }
            } else {
                open.append(point.entry)
            }
            let type = open.lazy.map { ranges[$0].type }.max()
            if let current, type == current.type, !current.type.keepsBorders { continue }
            if let current, let last = lastBefore(point), current.first <= last {
                resolved.append(FirmwareRange(first: current.first, last: last, type: current.type))
            }
            if point.isEnd, point.address.rawValue == .max { break }
            let next = PhysicalAddress(point.isEnd ? point.address.rawValue + 1 : point.address.rawValue)
            current = type.map { (next, $0) }
        }
        return resolved
    }

    /// The last address in front of the border; nil in front of address 0.
    private static func lastBefore(_ point: ChangePoint) -> PhysicalAddress? {
        if point.isEnd { return point.address }
        return point.address.rawValue == 0 ? nil : PhysicalAddress(point.address.rawValue - 1)
    }
}

extension Array {
    /// Removes an element by putting the last one in its place.
    fileprivate mutating func swapRemove(at index: Int) {
        swapAt(index, count - 1)
        removeLast()
    }
}

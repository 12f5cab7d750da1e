import Algorithms
public import PhysicalMemory

/// The ranges of a firmware map that are not usable memory.
public struct KeptMemory: Hashable, Sendable {
    /// Ascending and disjoint; without usable memory.
    public let ranges: [FirmwareRange]

    /// No map: nothing is known of any address.
    public static let unknown = KeptMemory([])

    /// - Parameter map: a firmware map; its entries may overlap.
    /// - Complexity: O(*n* log *n*).
    init(_ map: [FirmwareRange]) {
        ranges = CountingResolver.resolve(map).filter { $0.type != .ram }
    }

    /// Whether the map, and so the types, are known.
    public var isKnown: Bool { !ranges.isEmpty }

    /// The types that addresses of `pages` have, the largest part first, and whether the map leaves a part of them out.
    /// - Complexity: O(log *n* + *k*) for *k* entries there.
    public func types(in pages: PageRange) -> (types: [FirmwareMemoryType], hasOthers: Bool) {
        let first = pages.start.address.rawValue
        var sizes: [FirmwareMemoryType: UInt64] = [:]
        var left = pages.size.rawValue
        for range in ranges[ranges.partitioningIndex { $0.last.rawValue >= first }...] {
            guard range.first.rawValue < first + pages.size.rawValue else { break }
            let size =
                min(range.last.rawValue, first + (pages.size.rawValue - 1)) - max(range.first.rawValue, first) + 1
            sizes[range.type, default: 0] += size
            left -= size
        }
        return (sizes.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key), left > 0)
    }

    /// The types in words: `reserved and ACPI NVS`; nil where the map is not known.
    public func description(of pages: PageRange) -> String? {
        guard isKnown else { return nil }
        let (types, hasOthers) = types(in: pages)
        let names = types.map(\.name) + (hasOthers ? ["not in the firmware's map"] : [])
        return names.count < 3
            ? names.joined(separator: " and ") : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    }
}

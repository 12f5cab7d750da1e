import Algorithms

/// Granules in a row: the extent of a TDMR.
struct GranuleRange: Hashable, Sendable {
    /// The first granule; granule *g* begins at *g* GiB.
    var start: Int
    var count: Int

    var end: Int { start + count }

    func contains(_ granule: Int) -> Bool { start <= granule && granule < end }
}

extension GranuleRange {
    /// Ranges cut into parts of about equal size, at most so many in all; as they are where there are not fewer.
    /// - Complexity: O(*n* log *g* + *most*) for *n* ranges of *g* granules.
    static func split(_ ranges: [GranuleRange], most: Int) -> [GranuleRange] {
        guard ranges.count < most else { return ranges }
        // The least size with which the parts are not too many.
        let longest = max(1, ranges.map(\.count).max() ?? 1)
        let size = (1..<longest + 1).partitioningIndex { size in
            ranges.reduce(0) { $0 + ($1.count + size - 1) / size } <= most
        }
        return ranges.flatMap { range in
            let parts = (range.count + size - 1) / size
            return (0..<parts).map { part in
                let from = range.count * part / parts
                return GranuleRange(start: range.start + from, count: range.count * (part + 1) / parts - from)
            }
        }
    }
}

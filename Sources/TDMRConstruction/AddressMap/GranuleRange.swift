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
    /// The ranges cut into parts of about equal size, at most `most` in all; unchanged when there are already `most` ranges or more.
    /// - Complexity: O(*n* log *g* + *most*) for *n* ranges of *g* granules.
    static func split(_ ranges: [GranuleRange], most: Int) -> [GranuleRange] {
        guard ranges.count < most else { return ranges }
        // The smallest part size with at most `most` parts.
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

package import PhysicalMemory
package import TDMRConstruction

/// The slow and obvious answer that every member is checked against before it is timed.
///
/// It shares no code with the members: the runs of touching entries are found by looking at every pair of neighbours, and every range is compared.
package struct RangeLookupOracle: Sendable {
    private let ranges: [PageRange]

    /// An oracle over any list, in any order. - Complexity: O(n).
    package init(_ memlist: [MemoryRegion], predicate: CoverPredicate) {
        var ranges = memlist.map(\.pages)
        if predicate == .union {
            ranges = []
            for entry in memlist {
                if let last = ranges.last, last.end == entry.start {
                    ranges[ranges.count - 1].end = entry.end
                } else {
                    ranges.append(entry.pages)
                }
            }
        }
        self.ranges = ranges
    }

    /// - Complexity: O(entries).
    package func covers(_ query: PageRange) -> Bool {
        ranges.contains { $0.start <= query.start && query.end <= $0.end }
    }

    /// The same answers for many queries, found in one walk through the queries and the ranges by their starts.
    /// - Complexity: O(entries + q log q).
    package func answers(to queries: [PageRange]) -> [Bool] {
        var answers = [Bool](repeating: false, count: queries.count)
        var next = 0
        var highestEnd = PageFrame(0)
        for i in queries.indices.sorted(by: { queries[$0].start < queries[$1].start }) {
            while next < ranges.count && ranges[next].start <= queries[i].start {
                highestEnd = max(highestEnd, ranges[next].end)
                next += 1
            }
            answers[i] = next > 0 && queries[i].end <= highestEnd
        }
        return answers
    }
}

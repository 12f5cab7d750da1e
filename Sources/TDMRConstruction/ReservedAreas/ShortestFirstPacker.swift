import HeapModule
import PhysicalMemory
import TDXModule

/// Gives up the separator with the fewest served pages, again and again, until there are few enough areas.
///
/// Exact for fixed tables, by the lemma of `SelectionPacker`: it keeps the R - 1 largest separators.
public struct ShortestFirstPacker: ReservedAreaPacker {
    public let name = "shortest-first"
    public let rule = PackingRule.leastGivenUp

    public init() {}

    /// - Complexity: O(*m* log *m* + *c* + *t* log *t*) for *m* regions, *c* CMRs and *t* TDMRs.
    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        try problem.pack(choosing: Shortest())
    }

    private struct ByPages: Comparable {
        var separator: Separator

        static func < (a: Self, b: Self) -> Bool {
            (a.separator.pages, a.separator.start) < (b.separator.pages, b.separator.start)
        }
    }

    private struct Shortest: ListingChoice {
        var separators: [Separator] = []
        var most = 0

        func kept() -> [Separator] {
            guard separators.count > most else { return separators }
            var heap = Heap(separators.lazy.map(ByPages.init))
            while heap.count > most { heap.removeMin() }
            return heap.unordered.map(\.separator).sorted { $0.start < $1.start }
        }
    }
}

import PhysicalMemory
import TDXModule

/// Keeps the R - 1 largest separators while it reads them, without a list of all. R: the most areas of a TDMR.
///
/// A buffer takes only separators that have more pages than its threshold. When the buffer is full, selection cuts it back to the R - 1 largest, the smallest
/// of which becomes the threshold. So most separators of a long list cost one comparison. Exact for fixed tables, by the lemma of `SelectionPacker`.
public struct LargestKeptPacker: ReservedAreaPacker {
    public let name = "largest-kept"
    public let rule = PackingRule.leastGivenUp

    public init() {}

    /// - Complexity: expected O(*m* + *c* + *t* log *t*) for *m* regions, *c* CMRs and *t* TDMRs, whatever the order of lengths: a cut of *b* entries comes
    ///   after at least *b* / 2 new ones.
    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        try problem.pack(choosing: Largest())
    }

    private struct Largest: SeparatorChoice {
        var separators: [Separator] = []
        var most = 0
        /// Pages of the smallest separator kept at the last cut. One with fewer pages is not among the largest; one with as many need not be kept.
        var threshold = 0
        /// The number of entries at which the buffer is cut.
        var full = 0

        mutating func begin(keeping most: Int) {
            separators.removeAll(keepingCapacity: true)
            self.most = most
            threshold = most > 0 ? 0 : .max
            full = most > Int.max / 4 ? .max : 2 * most + 16
        }

        @inline(__always)
        mutating func add(_ separator: Separator) {
            guard separator.pages > threshold else { return }
            separators.append(separator)
            if separators.count == full { cut() }
        }

        @inline(never)
        private mutating func cut() { threshold = LargestSeparators.keep(most, of: &separators) ?? threshold }

        mutating func kept() -> [Separator] {
            cut()
            return separators
        }
    }
}

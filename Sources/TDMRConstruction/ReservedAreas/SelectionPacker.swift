import PhysicalMemory
import TDXModule

/// Keeps the R - 1 largest separators, found by selection.
///
/// Lemma: with fixed tables, no packing with at most R areas in each TDMR gives up less.
/// Assumes: R >= 1; TDMRs are disjoint, so each is decided by itself.
/// Proof: let a TDMR have *s* separators with p(1) >= p(2) >= ... >= p(s) served pages. All pieces are covered. An area that reaches from one piece to another
/// covers every separator between them whole, and two neighbouring pieces are in different areas only if their separator is not wholly covered. At most R
/// areas part at most R - 1 pairs of neighbours, so at least s - (R - 1) separators are given up whole, and these have at least as many pages together as
/// the s - (R - 1) smallest. Giving up exactly the smallest, and no page elsewhere, attains this bound.
/// Tested by: `ReservedAreaContestTests` against all subsets of separators.
public struct SelectionPacker: ReservedAreaPacker {
    public let name = "selection"
    public let rule = PackingRule.leastGivenUp

    public init() {}

    /// - Complexity: expected O(*m* + *c* + *t* log *t*) for *m* regions, *c* CMRs and *t* TDMRs.
    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        try problem.pack(choosing: Largest())
    }

    private struct Largest: ListingChoice {
        var separators: [Separator] = []
        var most = 0

        mutating func kept() -> [Separator] {
            LargestSeparators.keep(most, of: &separators)
            return separators
        }
    }
}

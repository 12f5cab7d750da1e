import PhysicalMemory
import TDXModule

/// The fewest areas for given PAMTs: only PAMTs and what is not convertible need areas, and neighbours without a served page between them share one.
/// Gives up no memory; fails when there are too few areas.
public struct MergedRangePacker: ReservedAreaPacker {
    public let name = "merged-ranges"
    public let rule = PackingRule.fewestAreas

    public init() {}

    /// - Complexity: O(*m* + *c* + *t* log *t*) for *m* regions, *c* CMRs and *t* TDMRs.
    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        try problem.pack(choosing: KeepAll())
    }

    private struct KeepAll: SeparatorChoice {
        var separators: [Separator] = []

        mutating func begin(keeping most: Int) { separators.removeAll(keepingCapacity: true) }
        @inline(__always) mutating func add(_ separator: Separator) { separators.append(separator) }
        func kept() -> [Separator] { separators }
    }
}

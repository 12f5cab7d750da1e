import PhysicalMemory
import TDXModule

/// The simplest choice: when there are too few areas, gives up the separators at the lowest addresses, whatever their length.
public struct LowestFirstPacker: ReservedAreaPacker {
    public let name = "lowest-first"
    public let rule = PackingRule.fits

    public init() {}

    /// - Complexity: O(*m* + *c* + *t* log *t*) for *m* regions, *c* CMRs and *t* TDMRs.
    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        try problem.pack(choosing: KeepHighest())
    }

    private struct KeepHighest: ListingChoice {
        var separators: [Separator] = []
        var most = 0

        func kept() -> [Separator] { separators.count <= most ? separators : Array(separators.suffix(most)) }
    }
}

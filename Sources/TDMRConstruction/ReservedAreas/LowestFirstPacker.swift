import PhysicalMemory
import TDXModule

/// The naive cut: where areas do not suffice, gives up the lowest separators, however long they are.
public struct LowestFirstPacker: ReservedAreaPacker {
    public let name = "lowest-first"
    public let promise = PackingPromise.fits

    public init() {}

    /// - Complexity: O(*m* + *c* + *t* log *t*) for *m* regions, *c* CMRs and *t* TDMRs.
    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        try problem.pack(choosing: KeepHighest())
    }

    private struct KeepHighest: SeparatorChoice {
        var separators: [Separator] = []
        var most = 0

        mutating func begin(keeping most: Int) {
            separators.removeAll(keepingCapacity: true)
            self.most = most
        }

        @inline(__always) mutating func add(_ separator: Separator) { separators.append(separator) }
        func kept() -> [Separator] { separators.count <= most ? separators : Array(separators.suffix(most)) }
    }
}

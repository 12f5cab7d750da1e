import PhysicalMemory
import TDXModule

/// The areas of another packer, with touching ones joined. Linux does not join them.
public struct JoiningPacker: ReservedAreaPacker {
    private let base: any ReservedAreaPacker

    /// The packer `base`, with touching areas joined.
    public init(_ base: any ReservedAreaPacker) { self.base = base }

    public var name: String { base.name + "-joined" }

    public var rule: PackingRule {
        if case .linux(let kept) = base.rule { .linuxJoined(kept) } else { base.rule }
    }

    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        var unlimited = problem
        unlimited.maxReservedAreas = .max
        var packing = try base.pack(unlimited)
        for (index, areas) in packing.areas.enumerated() {
            var joined: [ReservedArea] = []
            for area in areas {
                if let last = joined.last, last.offset + last.size == area.offset {
                    joined[joined.count - 1].size += area.size
                } else {
                    joined.append(area)
                }
            }
            guard joined.count <= problem.maxReservedAreas else { throw .reservedAreasExhausted(problem.tdmrs[index]) }
            packing.areas[index] = joined
        }
        return packing
    }
}

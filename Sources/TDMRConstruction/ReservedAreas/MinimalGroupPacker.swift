import PhysicalMemory
import TDXModule

/// The fewest areas for given PAMTs: only what is not convertible is reserved, and neighbours without a served byte between them share an area. Where they
/// do not suffice, it gives up memory if it may.
public struct MinimalGroupPacker: ReservedAreaPacker {
    public let name: String
    private let order: Withholding?

    /// Never withholds.
    public init() {
        name = "minimal-groups"
        order = nil
    }

    /// Withholds as little as possible when the areas do not suffice, or what comes first.
    public enum Withholding: Sendable {
        case shortest
        case lowest
    }

    public init(withholding: Withholding) {
        name = withholding == .shortest ? "withhold-shortest" : "withhold-lowest"
        order = withholding
    }

    /// - Complexity: O(*m* + *c* + *t* log *t*), with withholding O(*m* log *m*), for *m* regions, *c* CMRs and *t* TDMRs.
    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        let map = AddressMap.make(memlist: problem.memlist, cmrs: problem.cmrs, pamt: ModuleLimits.standard.pamtSizes()).map
        let extents = problem.tdmrs.map(PageSpan.init)
        var taken: [PageSpan] = []
        for placement in problem.placements { placement.forEachRun { taken.append(PageSpan($0)) } }
        taken.sort { $0.start < $1.start }
        var withheld: [PageSpan] = []
        if let order {
            withheld = Self.closings(map.reserving(taken), extents: extents, maxAreas: problem.maxReservedAreas, order: order)
            taken = (taken + withheld).sorted { $0.start < $1.start }
        }
        var areas: [[ReservedArea]] = []
        areas.reserveCapacity(extents.count)
        for (i, survey) in AreaSweep.surveys(map, extents: extents, taken: taken).enumerated() {
            guard survey.areas.count <= problem.maxReservedAreas else { throw .reservedAreasExhausted(problem.tdmrs[i]) }
            areas.append(survey.areas.map {
                ReservedArea(offset: .pages(UInt64($0.start - extents[i].start)), size: .pages(UInt64($0.count)))
            })
        }
        return ReservedAreaPacking(areas: areas, withheld: withheld.sorted { $0.start < $1.start }.map { PageRange($0) })
    }

    /// What is withheld in each TDMR that needs more than `maxAreas` areas: as many groups as areas are missing. Withholding all of a group between two pieces that must be
    /// reserved joins these and spares one area; withholding less spares nothing. So the fewest pages are those of the shortest groups.
    private static func closings(_ map: AddressMap, extents: [PageSpan], maxAreas: Int, order: Withholding) -> [PageSpan] {
        var closings: [PageSpan] = []
        ServedGroup.forEachTDMR(map, extents: extents) { areas, groups in
            guard areas > maxAreas else { return }
            let chosen = order == .lowest ? groups : groups.sorted { ($0.pages, $0.first.start) < ($1.pages, $1.first.start) }
            closings += chosen.prefix(areas - maxAreas).flatMap(\.spans)
        }
        return closings
    }
}

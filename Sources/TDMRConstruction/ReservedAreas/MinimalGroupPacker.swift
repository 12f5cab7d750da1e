import PhysicalMemory
import TDXModule

/// The fewest areas for given PAMTs: only what is not convertible is reserved, and neighbours without a served byte between them share an area. Where they
/// do not suffice, it gives up memory if it may.
public struct MinimalGroupPacker: ReservedAreaPacker {
    public let name: String
    private let order: MinimalWithholding.Order?

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
        order = withholding == .shortest ? .shortest : .lowest
    }

    /// - Complexity: O(*m* + *c* + *t* log *t*), with withholding O(*m* log *m*), for *m* regions, *c* CMRs and *t* TDMRs.
    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        var terrain = Terrain.make(memlist: problem.memlist, cmrs: problem.cmrs).terrain
        let extents = problem.tdmrs.map { PageSpan(start: Int($0.start.rawValue), end: Int($0.end.rawValue)) }
        var taken: [PageSpan] = []
        for placement in problem.placements {
            placement.forEachRun { taken.append(PageSpan(start: Int($0.start.rawValue), end: Int($0.end.rawValue))) }
        }
        taken.sort { $0.start < $1.start }
        var withheld: [PageRange] = []
        if let order {
            terrain.reserve(taken)
            let closings = MinimalWithholding.closings(terrain, extents: extents, maxAreas: problem.maxReservedAreas, order: order).flatMap(\.spans)
            withheld = closings.map { PageRange(UInt64($0.start), UInt64($0.end)) }
            taken = (taken + closings).sorted { $0.start < $1.start }
            terrain = Terrain.make(memlist: problem.memlist, cmrs: problem.cmrs).terrain
        }
        let surveys = MinimalGroups.survey(terrain: terrain, extents: extents, taken: taken)
        var areas: [[ReservedArea]] = []
        areas.reserveCapacity(extents.count)
        for (i, survey) in surveys.enumerated() {
            guard survey.areas.count <= problem.maxReservedAreas else { throw .reservedAreasExhausted(problem.tdmrs[i]) }
            areas.append(survey.areas.map {
                ReservedArea(offset: .pages(UInt64($0.start - extents[i].start)), size: .pages(UInt64($0.count)))
            })
        }
        return ReservedAreaPacking(areas: areas, withheld: withheld.sorted { $0.start < $1.start })
    }
}

extension Terrain {
    /// Turns pages of runs into holes.
    /// - Parameter spans: ascending and disjoint.
    /// - Complexity: O(*r* + *h* + *k*).
    mutating func reserve(_ spans: [PageSpan]) {
        guard !spans.isEmpty else { return }
        var left: [Run] = []
        var next = 0
        for run in runs {
            var position = run.start
            while next < spans.count, spans[next].end <= position { next += 1 }
            var i = next
            while i < spans.count, spans[i].start < run.end {
                if spans[i].start > position { left.append(Run(start: position, end: spans[i].start, node: run.node)) }
                position = max(position, spans[i].end)
                i += 1
            }
            if position < run.end { left.append(Run(start: position, end: run.end, node: run.node)) }
        }
        runs = left
        var merged: [Hole] = []
        for hole in (holes + spans.map { Hole(start: $0.start, end: $0.end) }).sorted(by: { $0.start < $1.start }) {
            if let last = merged.last, hole.start <= last.end {
                merged[merged.count - 1].end = max(last.end, hole.end)
            } else {
                merged.append(hole)
            }
        }
        holes = merged
    }
}

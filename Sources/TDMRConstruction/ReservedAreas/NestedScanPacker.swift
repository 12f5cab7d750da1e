import PhysicalMemory
import TDXModule

/// The kernel's algorithm, step by step: for every TDMR it walks the whole list of kept memory, then all PAMTs of all TDMRs, then sorts.
///
/// The oracle and reference for the other packers that make Linux's areas.
/// - Complexity: O(TDMRs x (entries + TDMRs)).
public struct NestedScanPacker: ReservedAreaPacker {
    /// The memory that is not a hole.
    public enum Kept: Sendable {
        /// The memory of the memlist.
        case memlist
        /// The memory of the CMRs.
        case cmrs
    }

    private let kept: Kept

    /// The kernel's scan over `kept`.
    public init(_ kept: Kept) { self.kept = kept }

    public var rule: PackingRule { .linux(kept) }

    public var name: String {
        switch kept {
        case .memlist: "memblock-holes-scan"
        case .cmrs: "cmr-holes-scan"
        }
    }

    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        switch kept {
        case .memlist: try Self.pack(problem, kept: problem.memlist.lazy.map(ByteRange.init))
        case .cmrs: try Self.pack(problem, kept: (problem.cmrs ?? []).prefix { !$0.isUnused }.map(ByteRange.init))
        }
    }

    /// A range of bytes; `end` may have wrapped.
    struct ByteRange {
        var start: UInt64
        var end: UInt64

        init(_ region: MemoryRegion) {
            start = region.start.rawValue * 4096
            end = region.end.rawValue * 4096
        }

        init(_ cmr: CMR) {
            start = cmr.base.rawValue
            end = cmr.base.rawValue &+ cmr.size.rawValue
        }
    }

    static func pack(_ problem: ReservedAreaProblem, kept: some Sequence<ByteRange>) throws(ConstructionError)
        -> ReservedAreaPacking
    {
        let runs = problem.placements.flatMap(\.runs)
        var all: [[ReservedArea]] = []
        all.reserveCapacity(problem.tdmrs.count)
        var areas = TDMRAreas(limit: problem.maxReservedAreas)
        for tdmr in problem.tdmrs {
            areas.begin(tdmr)
            try addHoles(of: tdmr, kept: kept, to: &areas)
            for run in runs where run.overlaps(tdmr) {
                let inside = run.intersection(tdmr)
                try areas.add(inside.start.rawValue * 4096, inside.end.rawValue * 4096)
            }
            all.append(areas.sorted())
        }
        return ReservedAreaPacking(areas: all)
    }

    private static func addHoles(
        of tdmr: PageRange, kept: some Sequence<ByteRange>, to areas: inout TDMRAreas
    ) throws(ConstructionError) {
        let base = tdmr.start.rawValue * 4096
        let tdmrEnd = tdmr.end.rawValue * 4096
        var previousEnd = base
        for range in kept {
            if range.start >= tdmrEnd { break }
            if range.end < base { continue }
            if range.start > previousEnd { try areas.add(previousEnd, range.start) }
            previousEnd = range.end
        }
        if previousEnd < tdmrEnd { try areas.add(previousEnd, tdmrEnd) }
    }
}

public import PhysicalMemory
import TDXModule

/// The address space as the planner sees it, in pages: runs of usable memory and holes that are not convertible. What is neither is convertible memory
/// that the memlist does not have: a TDMR may hold it or reserve it, as it likes.
public struct Terrain: Hashable, Sendable {
    /// Usable memory of one node without a break, inside one CMR: what a PAMT table must lie in.
    public struct Run: Hashable, Sendable {
        public var start: Int
        public var end: Int
        public var node: NodeID

        public init(start: Int, end: Int, node: NodeID) {
            self.start = start
            self.end = end
            self.node = node
        }

        var count: Int { end - start }
    }

    /// Pages that are not convertible: whatever of them lies in a TDMR is reserved.
    public struct Hole: Hashable, Sendable {
        public var start: Int
        public var end: Int

        public init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }
    }

    /// Ascending, disjoint; touching runs differ in node.
    public var runs: [Run]
    /// Ascending, neither overlapping nor touching; the last one ends at `Terrain.top`.
    public var holes: [Hole]

    /// The end of the address space, 2^40 pages: beyond every address that the module takes.
    public static let top = 1 << 40

    public init(runs: [Run], holes: [Hole]) {
        self.runs = runs
        self.holes = holes
    }

    /// The terrain of a memlist and the convertible ranges, both ascending and disjoint. Touching pieces are joined: of convertible memory always, of the
    /// memlist on the same node.
    /// - Returns: the terrain and the memlist's memory outside of all convertible ranges.
    /// - Complexity: O(*m* + *c*).
    static func make(memlist: [MemoryRegion], convertible: some Sequence<PageRange>) -> (terrain: Terrain, outside: [PageRange]) {
        let islands = joined(convertible)
        var outside: [PageRange] = []
        var runs: [Run] = []
        runs.reserveCapacity(memlist.count)
        var next = 0
        for region in memlist {
            var position = Int(region.start.rawValue)
            let end = Int(region.end.rawValue)
            while next < islands.count, islands[next].end <= position { next += 1 }
            var i = next
            while position < end {
                guard i < islands.count, islands[i].start < end else {
                    outside.append(PageRange(UInt64(position), UInt64(end)))
                    break
                }
                if islands[i].start > position {
                    outside.append(PageRange(UInt64(position), UInt64(islands[i].start)))
                    position = islands[i].start
                }
                let stop = min(end, islands[i].end)
                append(Run(start: position, end: stop, node: region.node), to: &runs)
                position = stop
                i += 1
            }
        }
        return (Terrain(runs: runs, holes: complement(of: islands)), outside)
    }

    /// The memory regions above the first MiB.
    static func memlist(_ regions: [MemoryRegion]) -> [MemoryRegion] {
        var memlist: [MemoryRegion] = []
        memlist.reserveCapacity(regions.count)
        for var region in regions where region.end > .tdxMinimum {
            region.pages.start = max(region.start, .tdxMinimum)
            if !region.pages.isEmpty { memlist.append(region) }
        }
        return memlist
    }

    /// The terrain of a memlist under CMRs in module order, unused slots included; the memlist's own ranges stand in for unknown ones.
    static func make(memlist: [MemoryRegion], cmrs: [CMR]?) -> (terrain: Terrain, outside: [PageRange]) {
        guard let cmrs else { return make(memlist: memlist, convertible: memlist.lazy.map(\.pages)) }
        return make(memlist: memlist, convertible: cmrs.map(\.wholePages).filter { !$0.isEmpty }.sorted { $0.start < $1.start })
    }

    private static func append(_ run: Run, to runs: inout [Run]) {
        if let last = runs.last, last.end == run.start, last.node == run.node {
            runs[runs.count - 1].end = run.end
        } else {
            runs.append(run)
        }
    }

    private static func joined(_ ranges: some Sequence<PageRange>) -> [Hole] {
        var joined: [Hole] = []
        joined.reserveCapacity(ranges.underestimatedCount)
        for range in ranges where !range.isEmpty {
            let start = Int(range.start.rawValue)
            let end = Int(min(range.end.rawValue, UInt64(top)))
            guard start < end else { continue }
            if let last = joined.last, last.end >= start {
                joined[joined.count - 1].end = max(last.end, end)
            } else {
                joined.append(Hole(start: start, end: end))
            }
        }
        return joined
    }

    private static func complement(of islands: [Hole]) -> [Hole] {
        var holes: [Hole] = []
        holes.reserveCapacity(islands.count + 1)
        var position = 0
        for island in islands {
            if island.start > position { holes.append(Hole(start: position, end: island.start)) }
            position = island.end
        }
        if position < top { holes.append(Hole(start: position, end: top)) }
        return holes
    }
}

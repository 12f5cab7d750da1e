public import PhysicalMemory

/// `top-down`: the highest place that fits on the requested node; when that has none, the highest on any node.
///
/// Touching regions of a node are not joined: a run never crosses a region's border. Free memory only shrinks, so a region without room for a size
/// is not tried again for that size.
/// - Complexity: amortised O(log runs placed) an allocation, plus one look at each region for each size.
public struct TopDownPageAllocator: PageRunAllocator {
    public static var name: String { "top-down" }

    private let nodes: NodeNumbering
    private let regionsByNode: PooledRuns
    private let allRegions: [PageRange]
    private var occupied = PageRanges()
    /// How many regions, counted from the lowest up, may still have room: by node number, and for all regions under the number after the last node's.
    private var open: ResumedSearches<Int>

    public init(memory: [MemoryRegion], smallestRun: ByteCount) {
        nodes = NodeNumbering(memory)
        var tagged: [(pool: Int, run: PageRange)] = []
        for region in memory {
            let run = PageRange(start: max(region.start, .tdxMinimum), end: region.end)
            if run.count >= smallestRun.pages, let number = nodes.number(of: region.node) {
                tagged.append((number, run))
            }
        }
        regionsByNode = PooledRuns(tagged, pools: nodes.nodes.count)
        allRegions = tagged.map(\.run)
        open = ResumedSearches(pools: nodes.nodes.count + 1)
    }

    public mutating func allocate(_ size: ByteCount, node: NodeID) -> PageFrame? {
        let pages = size.pages
        if let number = nodes.number(of: node), let frame = allocate(pages, in: regionsByNode[number], pool: number) {
            return frame
        }
        // The node's own regions are included, but have no room.
        return allocate(pages, in: allRegions[...], pool: nodes.nodes.count)
    }

    public mutating func occupy(_ run: PageRange) { occupied.insert(run) }

    private mutating func allocate(_ pages: UInt64, in regions: ArraySlice<PageRange>, pool: Int) -> PageFrame? {
        var remaining = open[pool, pages] ?? regions.count
        defer { open[pool, pages] = remaining }
        while remaining > 0 {
            if let frame = highestFit(pages, in: regions[regions.startIndex + remaining - 1]) {
                occupied.insert(PageRange(start: frame, end: frame + pages))
                return frame
            }
            remaining -= 1
        }
        return nil
    }

    private func highestFit(_ pages: UInt64, in region: PageRange) -> PageFrame? {
        var end = region.end
        while end >= region.start, end - region.start >= pages {
            let run = PageRange(start: end - pages, end: end)
            guard let obstacle = occupied.firstOverlapping(run) else { return run.start }
            end = obstacle.start
        }
        return nil
    }
}

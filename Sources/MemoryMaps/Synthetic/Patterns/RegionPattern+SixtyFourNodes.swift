import PhysicalMemory
import SeededRandom
import TDXModule

/// 64 nodes of 1 TiB whose memory is in a great many regions.
extension RegionPattern {
    private static let nodes = 64
    /// 5 bits: addresses up to 128 TiB.
    private static let keyIDs = KeyIDCounts(mktme: 15, tdx: 16)

    /// One or two runs of 4 to 64 GiB on each node, the rest in fragments with holes between them.
    static let sixtyFourNodesWithRuns = RegionPattern(4 * nodes...Recipe.maxRegions, packages: nodes, keyIDs: keyIDs) {
        count, seed in
        var random = SeededRandom(seed: seed)
        return perNode(count) { node, share, regions in
            let runs = random.number(in: 1...2)
            var filler = NodeFiller(node: node)
            let fragments = UInt64(share) - runs
            // Runs take at most 128 GiB of a node's 1024; fragments share the rest.
            let cell = (ByteCount.gib(1024).pages - runs * ByteCount.gib(64).pages) / (fragments + 1)
            let first = random.below(fragments)
            let second = runs == 2 ? random.below(fragments) : .max
            for index in 0..<fragments {
                filler.addFragment(cell: cell, &regions, &random)
                if index == first { filler.addRun(&regions, &random) }
                if index == second { filler.addRun(&regions, &random) }
            }
        }
    }

    /// The same without the runs: no run is as long as 4 GiB, and where regions are many, none is near.
    static let sixtyFourNodesOfFragments = RegionPattern(
        1024 * nodes...Recipe.maxRegions, packages: nodes, keyIDs: keyIDs
    ) { count, seed in
        var random = SeededRandom(seed: seed)
        return perNode(count) { node, share, regions in
            var filler = NodeFiller(node: node)
            let cell = ByteCount.gib(1024).pages / UInt64(share + 1)
            for _ in 0..<share { filler.addFragment(cell: cell, &regions, &random) }
        }
    }

    /// No run of 1024 pages anywhere, the least that the largest table of a PAMT takes: no layout exists.
    static let sixtyFourNodesOfShortRegions = RegionPattern(nodes...Recipe.maxRegions, packages: nodes, keyIDs: keyIDs)
    {
        count, seed in
        var random = SeededRandom(seed: seed)
        return perNode(count) { node, share, regions in
            var filler = NodeFiller(node: node)
            for _ in 0..<share { filler.addFragment(cell: 640, &regions, &random) }
        }
    }

    private static func perNode(_ count: Int, fill: (_ node: Int, _ share: Int, inout [MemoryRegion]) -> Void)
        -> [MemoryRegion]
    {
        var regions: [MemoryRegion] = []
        regions.reserveCapacity(count)
        for node in 0..<nodes { fill(node, count * (node + 1) / nodes - count * node / nodes, &regions) }
        return regions
    }
}

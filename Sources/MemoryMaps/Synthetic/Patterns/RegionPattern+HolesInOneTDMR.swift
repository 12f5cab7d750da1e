import PhysicalMemory
import SeededRandom

extension RegionPattern {
    /// Four GiB of one node from 4 GiB up, with one-page holes in the last GiB alone: one hole fewer than regions, in one TDMR, in one granule.
    ///
    /// The PAMT finds a place before them and takes a reserved area more.
    static let holesInOneGranule = RegionPattern(1...65_536) { count, seed in
        var random = SeededRandom(seed: seed)
        let base = ByteCount.gib(4).pages
        let cell = PageFrame.perGranule / UInt64(count)
        let holes = base + 3 * PageFrame.perGranule
        var start = base
        var regions: [MemoryRegion] = []
        for index in 0..<UInt64(count - 1) {
            let hole = holes + index * cell + 1 + random.below(cell - 2)
            regions.append(MemoryRegion(start, hole, node: 0))
            start = hole + 1
        }
        regions.append(MemoryRegion(start, base + 4 * PageFrame.perGranule, node: 0))
        return regions
    }
}

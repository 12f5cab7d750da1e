import PhysicalMemory
import SeededRandom

extension RegionPattern {
    /// 64 GiB without a hole, cut at random places into regions of two alternating nodes: with 64 regions or more Linux needs exactly 64 TDMRs.
    static let contiguous = RegionPattern { count, seed in
        var random = SeededRandom(seed: seed)
        let start = ByteCount.gib(4).pages
        let length = ByteCount.gib(64).pages
        let cell = length / UInt64(count)
        var regions: [MemoryRegion] = []
        regions.reserveCapacity(count)
        var cut = start
        for index in 0..<count {
            let end = index + 1 == count ? start + length : start + UInt64(index + 1) * cell + random.below(cell)
            regions.append(MemoryRegion(cut, end, node: index & 1))
            cut = end
        }
        return regions
    }
}

import PhysicalMemory
import SeededRandom
import TDXModule

extension RegionPattern {
    /// One node right below 2^50, the highest address with two KeyIDs, the fewest that TDX needs: regions of random sizes with holes, the last one
    /// long enough for the PAMTs of all.
    static let endsAtTDXLimit = RegionPattern(1...1 << 20, packages: 1, keyIDs: KeyIDCounts(mktme: 0, tdx: 2)) {
        count, seed in
        var random = SeededRandom(seed: seed)
        var end: UInt64 = 1 << (50 - 12)
        var regions = [MemoryRegion(end - 8 * PageFrame.perGranule, end, node: 0)]
        end -= 8 * PageFrame.perGranule
        for _ in 1..<count {
            end -= random.number(in: 1...4096)
            let start = end - random.number(in: 1...32_768)
            regions.append(MemoryRegion(start, end, node: 0))
            end = start
        }
        return regions.reversed()
    }
}

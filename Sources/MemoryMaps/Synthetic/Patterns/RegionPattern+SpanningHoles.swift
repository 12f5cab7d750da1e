import PhysicalMemory
import SeededRandom

extension RegionPattern {
    /// One region in each GiB, and a hole across each border between two: every hole costs one reserved area in either TDMR.
    static let spanningHoles = RegionPattern { count, seed in
        var random = SeededRandom(seed: seed)
        let granule = PageFrame.perGranule
        return (0..<UInt64(count)).map { index in
            // The whole space has 2^22 GiB, so as many regions as are allowed fit from the first GiB on.
            let base = index * granule
            let start = base + random.number(in: 256...granule / 4)
            let end = base + granule - random.number(in: 1...granule / 4)
            return MemoryRegion(start, end, node: Int(index & 1))
        }
    }
}

import PhysicalMemory
import SeededRandom
import TDXModule

extension RegionPattern {
    /// One TDMR per region: 2 to 5 whole GiBs of a node of its own, so that each PAMT finds its place in its own TDMR.
    static let touchingGranules = RegionPattern(1...65_536, packages: 64) { count, seed in
        var random = SeededRandom(seed: seed)
        var start = ByteCount.gib(4).pages
        return (0..<count).map { index in
            let end = start + random.number(in: 2...5) * PageFrame.perGranule
            defer { start = end }
            return MemoryRegion(start, end, node: index)
        }
    }

    /// One TDMR per region, far more than the module takes, with its limit raised to their number: the worst case of a quadratic scan.
    static let oneEntryTDMRs = RegionPattern(
        1...1 << 21, limits: { count in ModuleLimits(maxTDMRs: max(64, count)) }
    ) { count, seed in
        var random = SeededRandom(seed: seed)
        let granule = PageFrame.perGranule
        // The first GiB stays empty, and every second one: no region touches the next.
        return (0..<UInt64(count)).map { index in
            let base = (2 * index + 1) * granule
            let hole = random.below(granule / 8)
            return MemoryRegion(base + hole, base + granule - random.below(granule / 8), node: Int(index & 1))
        }
    }
}

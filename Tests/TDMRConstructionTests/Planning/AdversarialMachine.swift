import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule

/// Machines that no firmware makes, to find what real ones do not: crowded, tiny, at the ends of the address space, with strange CMRs and limits.
struct AdversarialMachine {
    var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// One machine of a random kind.
    mutating func next() -> ConstructionInput {
        let regions = regions()
        return ConstructionInput(regions: regions, cmrs: cmrs(regions), limits: limits())
    }

    mutating func chance(_ percent: UInt64) -> Bool { random.below(100) < percent }

    /// Ascending, disjoint regions: holes of nothing, of one page or of any size; from one page to many granules; on few or strange nodes.
    mutating func regions() -> [MemoryRegion] {
        let count = [0, 1, 2, 5, 20, 60][Int(random.below(6))]
        let granule = PageFrame.perGranule
        var at: UInt64 =
            switch random.below(5) {
            case 0: 0
            case 1: random.below(300)
            case 2: random.below(4 * granule)
            case 3: (1 << 20) - random.below(2 * granule)
            default: (1 << 40) - 400 * granule
            }
        let nodes = [[0], [0, 1], [3, 0, 7], [5], [70_000, 2]][Int(random.below(5))]
        let touching = random.below(100)
        let sizes = random.below(5)
        var regions: [MemoryRegion] = []
        for _ in 0..<count {
            if !chance(touching) {
                at +=
                    [1, 1 + random.below(300), 1 + random.below(granule), 1 + random.below(3 * granule)][
                        Int(random.below(4))]
            }
            let size =
                switch sizes {
                case 0: 1 + random.below(3)
                case 1: 1 + random.below(3000)
                case 2: 1 + random.below(granule)
                case 3: 1 + random.below(6 * granule)
                default: [1, 1 + random.below(2000), 1 + random.below(4 * granule)][Int(random.below(3))]
                }
            let node = NodeID(UInt32(nodes[Int(random.below(UInt64(nodes.count)))]))
            guard at + size <= PageFrame.limit.rawValue else { break }
            regions.append(MemoryRegion(pages: PageRange(at, at + size), node: node))
            at += size
        }
        if chance(20), let last = regions.last {
            regions[regions.count - 1].pages.end = chance(50) ? last.end : PageFrame.limit
        }
        return regions
    }

    /// CMRs that hold the memory, that hold almost all of it, or that have nothing to do with it; sometimes unknown, unsorted, overlapping or wrapping.
    mutating func cmrs(_ regions: [MemoryRegion]) -> [CMR]? {
        if chance(10) { return nil }
        var cmrs: [CMR] = []
        for region in regions where !chance(2) {
            let (start, end) = (region.start.address, region.end.rawValue * 4096)
            // A region that touches the CMR before it widens it or, now and then, begins a new one.
            if let last = cmrs.last, last.base.rawValue + last.size.rawValue >= start.rawValue || chance(60) {
                if !chance(5) {
                    cmrs[cmrs.count - 1].size = ByteCount(end - last.base.rawValue)
                    continue
                }
            }
            cmrs.append(CMR(base: start, size: ByteCount(end - start.rawValue)))
        }
        if chance(10), !cmrs.isEmpty {
            cmrs.insert(CMR(base: PhysicalAddress(0), size: .zero), at: Int(random.below(UInt64(cmrs.count + 1))))
        }
        if chance(10), cmrs.count > 1 {
            cmrs.swapAt(Int(random.below(UInt64(cmrs.count))), Int(random.below(UInt64(cmrs.count))))
        }
        if chance(10) {
            cmrs.append(
                CMR(base: PhysicalAddress(random.below(1 << 40) << 12), size: ByteCount(random.next() & ~0xfff)))
        }
        if chance(10) {
            cmrs.insert(
                CMR(base: PhysicalAddress(random.below(1 << 22) << 12), size: .pages(1 + random.below(1 << 22))), at: 0)
        }
        return cmrs
    }

    mutating func limits() -> ModuleLimits {
        if chance(40) { return .standard }
        func size() -> ByteCount { ByteCount([0, 1, 16, 16, 16, 17, 24, 128, 4096, 65_535][Int(random.below(10))]) }
        return ModuleLimits(
            maxTDMRs: [0, 1, 2, 5, 64, 1000][Int(random.below(6))],
            maxReservedAreas: [0, 1, 2, 5, 16, 1000][Int(random.below(6))],
            pamtEntrySize4K: size(), pamtEntrySize2M: size(), pamtEntrySize1G: size())
    }
}

package import PhysicalMemory
package import TDMRConstruction
package import TDXModule

/// Machines unlike any firmware's, to find faults that real ones do not: crowded, tiny, at the ends of the address space, with strange CMRs and limits.
extension MachineMaker {
    /// One machine of a random kind.
    package mutating func adversarial() -> ConstructionInput {
        let regions = adversarialRegions()
        return ConstructionInput(regions: regions, cmrs: strangeCMRs(regions), limits: strangeLimits())
    }

    /// Holes of no page, of one page or of any size; from one page to many granules; on few or strange nodes; the last one may reach to the end of the address space.
    package mutating func adversarialRegions() -> [MemoryRegion] {
        let count = one(of: [0, 1, 2, 5, 20, 60])
        let granule = PageFrame.perGranule
        let start: UInt64 =
            switch random.below(5) {
            case 0: 0
            case 1: random.below(300)
            case 2: random.below(4 * granule)
            case 3: (1 << 20) - random.below(2 * granule)
            default: (1 << 40) - 400 * granule
            }
        let nodes = one(of: [[0], [0, 1], [3, 0, 7], [5], [70_000, 2]] as [[UInt32]])
        let touching = random.below(100)
        let sizes = random.below(5)
        var regions = regions(count, from: start + (chance(50) ? 0 : 1 + random.below(granule))) { maker, _ in
            let pages =
                switch sizes {
                case 0: 1 + maker.random.below(3)
                case 1: 1 + maker.random.below(3000)
                case 2: 1 + maker.random.below(granule)
                case 3: 1 + maker.random.below(6 * granule)
                default:
                    maker.one(of: [1, 1 + maker.random.below(2000), 1 + maker.random.below(4 * granule)])
                }
            let gaps = [
                1, 1 + maker.random.below(300), 1 + maker.random.below(granule), 1 + maker.random.below(3 * granule),
            ]
            return Piece(
                pages: pages, node: maker.one(of: nodes), gap: maker.chance(touching) ? 0 : maker.one(of: gaps))
        }
        if chance(10), let last = regions.indices.last { regions[last].pages.end = PageFrame.limit }
        return regions
    }

    /// CMRs that hold the memory, that hold almost all of it, or that are unrelated to it; sometimes unknown, unsorted, overlapping or wrapping.
    package mutating func strangeCMRs(_ regions: [MemoryRegion]) -> [CMR]? {
        if chance(10) { return nil }
        var cmrs = cmrs(regions, bridged: 60, split: 5, left: 2)
        if chance(10), !cmrs.isEmpty {
            cmrs.insert(CMR(base: PhysicalAddress(0), size: .zero), at: Int(random.below(UInt64(cmrs.count + 1))))
        }
        if chance(10), cmrs.count > 1 { cmrs.swapAt(pick(0...cmrs.count - 1), pick(0...cmrs.count - 1)) }
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

    /// The module's own limits or very different ones: none allowed, or many; tables of no bytes, or of many.
    package mutating func strangeLimits() -> ModuleLimits {
        if chance(40) { return .standard }
        func size() -> ByteCount { ByteCount(one(of: [0, 1, 16, 16, 16, 17, 24, 128, 4096, 65_535])) }
        return ModuleLimits(
            maxTDMRs: one(of: [0, 1, 2, 5, 64, 1000]), maxReservedAreas: one(of: [0, 1, 2, 5, 16, 1000]),
            pamtEntrySize4K: size(), pamtEntrySize2M: size(), pamtEntrySize1G: size())
    }
}

import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXModule

/// Machines on which the cost of construction shows: many regions, or many TDMRs.
enum ConstructionMaps {
    /// Contiguous memory whose `regions` entries alternate between two nodes, 64 GiB in all: 64 TDMRs of one granule each, no holes.
    static func striped(regions: Int) -> ConstructionInput {
        let total = 64 * PageFrame.perGranule
        let first = 4 * PageFrame.perGranule
        let count = UInt64(regions)
        let list = (0..<count).map { index in
            MemoryRegion(
                pages: PageRange(first + index * total / count, first + (index + 1) * total / count),
                node: NodeID(UInt32(index & 1)))
        }
        return ConstructionInput(regions: list, cmrs: [CMR(base: PageFrame(first).address, size: .pages(total))])
    }

    /// The same stripes in 32 granules, and 32 regions of 8 GiB on a node each: room for PAMTs.
    static func mixed(regions: Int) -> ConstructionInput {
        var list: [MemoryRegion] = []
        let stripes = UInt64(regions) / 32 - 1
        var at = 4 * PageFrame.perGranule
        for granule in 0..<32 as Range<UInt64> {
            for index in 0..<stripes {
                let start = at + index * PageFrame.perGranule / stripes
                let end = at + (index + 1) * PageFrame.perGranule / stripes
                list.append(
                    MemoryRegion(pages: PageRange(start, end), node: NodeID(UInt32((granule + index & 1) % 32))))
            }
            at += PageFrame.perGranule
            list.append(
                MemoryRegion(pages: PageRange(at, at + 8 * PageFrame.perGranule), node: NodeID(UInt32(granule))))
            at += 8 * PageFrame.perGranule
        }
        let first = list[0].start
        return ConstructionInput(regions: list, cmrs: [CMR(base: first.address, size: .pages(PageFrame(at) - first))])
    }

    /// One region a TDMR, holes between them, limits raised: the kernel's time grows with the square of their number.
    static func oneRegionEach(tdmrs: Int) -> ConstructionInput {
        let count = UInt64(tdmrs)
        let list = (0..<count).map { index in
            let start = (4 + 2 * index) * PageFrame.perGranule + 1000
            return MemoryRegion(pages: PageRange(start, start + 200_000), node: NodeID(UInt32(index * 8 / count)))
        }
        let limits = ModuleLimits(maxTDMRs: tdmrs, maxReservedAreas: 1 << 16)
        return ConstructionInput(
            regions: list, cmrs: list.map { CMR($0.pages) }, limits: limits)
    }
}

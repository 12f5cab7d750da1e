import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct SortingTests {
    @Test func `all sorters agree with the standard library's, equal starts included`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for bits in [1, 4, 11, 12, 23, 40, 64] as [UInt64] {
            for count in [0, 1, 2, 24, 25, 100, 4096, 4097, 20_000] {
                var regions = (0..<count).map { index in
                    let start = random.next() >> (64 - bits)
                    return MemoryRegion(pages: PageRange(start, start &+ UInt64(index)), node: NodeID(UInt32(index)))
                }
                // Ascending runs, as firmware has them.
                if random.below(2) == 0, count > 2 {
                    regions =
                        regions[..<(count / 3)].sorted { $0.start < $1.start }
                        + regions[(count / 3)...].sorted { $0.start < $1.start }
                }
                let expected = regions.sorted { $0.start < $1.start }
                for sorter in RegionSorters.all {
                    #expect(
                        sorter.sorted(regions) == expected,
                        "\(sorter.name), \(count) starts of \(bits) bits, seed \(seed)")
                }
            }
        }
    }

    /// Lists in order, as nearly all are, and lists that are not: what decides whether anything has to be moved.
    @Test func `a list in order is left as it is, whatever its starts have in common`() {
        for seed in TestSeed.several(40) {
            var maker = MachineMaker(seed: seed)
            let shift = UInt64(maker.pick(0...40))
            let regions = maker.regions(maker.pick(0...300), from: maker.pick(0...1000)) { maker, index in
                MachineMaker.Piece(pages: maker.pick(1...9), node: UInt32(index), gap: maker.pick(0...9))
            }.map { region in
                MemoryRegion(
                    pages: PageRange(region.start.rawValue << shift, region.end.rawValue << shift), node: region.node)
            }
            for sorter in RegionSorters.all {
                #expect(sorter.sorted(regions) == regions, "\(sorter.name), seed \(seed)")
                #expect(sorter.sorted(regions.reversed()) == regions, "\(sorter.name), seed \(seed), reversed")
            }
        }
    }
}

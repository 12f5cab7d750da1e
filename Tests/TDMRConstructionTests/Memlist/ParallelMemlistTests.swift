import PhysicalMemory
import SeededRandom
import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct ParallelMemlistTests {
    /// Small chunks, so that a short list has many.
    private let chunks = ConcurrentChunks(size: 1000, crossover: 2000)

    private func array(_ test: ConvertibilityTest) -> ParallelArrayMemlistBuilder {
        var builder = ParallelArrayMemlistBuilder(test)
        builder.chunks = chunks
        return builder
    }

    private func columns(_ test: ConvertibilityTest) -> ParallelColumnMemlistBuilder {
        var builder = ParallelColumnMemlistBuilder(test)
        builder.chunks = chunks
        return builder
    }

    private func build(_ builder: any MemlistBuilder, _ regions: [MemoryRegion], _ cmrs: [CMR]) -> Result<
        [MemoryRegion], ConstructionError
    > {
        Result { () throws(ConstructionError) in
            let list: any Memlist = try builder.build(regions, cmrs: cmrs)
            return list.entries
        }
    }

    @Test func `chunks built at once give the list and the errors of the serial builder`() throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let count = 20_000
        let whole = (0..<UInt64(count)).map {
            MemoryRegion(pages: PageRange(256 + 3 * $0, 258 + 3 * $0), node: NodeID(UInt32($0 & 1)))
        }
        let middle = whole[count / 2].start
        let cmrs = [
            CMR(base: PhysicalAddress(0), size: middle.address - PhysicalAddress(0)),
            CMR(base: middle.address, size: .gib(64)),
        ]
        let pairs: [(any MemlistBuilder, any MemlistBuilder)] = [
            (array(.none), ArrayMemlistBuilder()), (array(.mergeSweep), ArrayMemlistBuilder(.mergeSweep)),
            (columns(.none), ColumnMemlistBuilder()), (columns(.mergeSweep), ColumnMemlistBuilder(.mergeSweep)),
        ]
        for fault in (0..<40).map({ $0 % 5 }) {
            var regions = whole
            let index = 1 + Int(random.below(UInt64(count - 1)))
            switch fault {
            case 0: break
            case 1: regions[index].pages.end = regions[index].start
            case 2: regions[index].pages.start = regions[index - 1].end - 1
            case 3: regions[index - 1].pages.end = PageFrame(1 << 30)
            default: regions[0].pages.start = PageFrame(10)
            }
            for (parallel, serial) in pairs {
                let expected = build(serial, regions, cmrs)
                #expect(
                    build(parallel, regions, cmrs) == expected,
                    "\(parallel.name), fault \(fault) at \(index), seed \(seed)")
            }
        }
    }
}

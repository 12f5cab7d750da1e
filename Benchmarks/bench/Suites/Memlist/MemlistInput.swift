import PhysicalMemory
import SeededRandom
import TDXModule

/// Regions in the order they are handed over, CMRs around them, and the list the rules ask for.
final class MemlistInput {
    enum Order {
        case ascending, shuffled, fourRuns
    }

    let regions: [MemoryRegion]
    let cmrs: [CMR]
    let expected: [MemoryRegion]

    /// - Parameter cmrs: the number of equally long sequences of regions that get a CMR of their own.
    init(_ memory: [MemoryRegion], cmrs cmrCount: Int, order: Order) {
        let stretch = max(1, (memory.count + cmrCount - 1) / max(1, cmrCount))
        cmrs =
            cmrCount == 0
            ? []
            : stride(from: 0, to: memory.count, by: stretch).map { first in
                let (start, end) = (memory[first].start, memory[min(first + stretch, memory.count) - 1].end)
                return CMR(base: start.address, size: .pages(end - start))
            }
        expected = memory.compactMap { region in
            let start = max(region.start, .tdxMinimum)
            return start < region.end
                ? MemoryRegion(pages: PageRange(start: start, end: region.end), node: region.node) : nil
        }
        var random = SeededRandom(seed: 1)
        switch order {
        case .ascending: regions = memory
        case .shuffled:
            var shuffled = memory
            for index in shuffled.indices.reversed() { shuffled.swapAt(index, Int(random.below(UInt64(index + 1)))) }
            regions = shuffled
        case .fourRuns:
            var runs: [[MemoryRegion]] = [[], [], [], []]
            for region in memory { runs[Int(random.below(4))].append(region) }
            regions = runs.flatMap { $0 }
        }
    }
}

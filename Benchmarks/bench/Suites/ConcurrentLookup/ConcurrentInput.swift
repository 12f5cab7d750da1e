import MemoryMaps
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import Workloads

/// The alternating lists, and the oracle's answers to a sample of queries under each.
final class ConcurrentInput: Sendable {
    let lists: [[MemoryRegion]]
    let samples: [PageRange]
    /// Answers as a bitmap, list by list.
    let expected: [[UInt64]]

    init(entries: Int) {
        let memlist = MemlistShape.random.memlist(count: entries, seed: 1)
        lists = [memlist, memlist.dropLast()]
        var random = SeededRandom(seed: 2)
        // Some about the entry that is removed and added again.
        samples =
            RangeQueries.halfCovered(memlist, count: 2048, random: &random)
            + RangeQueries.halfCovered(memlist.suffix(1), count: 128, random: &random)
            + RangeQueries.odd(memlist, count: 896, random: &random)
        expected = lists.map { [samples] list in
            var words = [UInt64](repeating: 0, count: (samples.count + 63) / 64)
            for (i, isCovered) in RangeLookupOracle(list, predicate: .oneEntry).answers(to: samples).enumerated()
            where isCovered {
                words[i / 64] |= 1 << UInt64(i % 64)
            }
            return words
        }
    }
}

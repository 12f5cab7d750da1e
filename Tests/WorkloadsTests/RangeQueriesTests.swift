import MemoryMaps
import PhysicalMemory
import SeededRandom
import TestSupport
import Testing
import Workloads

@Suite struct RangeQueriesTests {
    @Test func `half of the queries are covered`() {
        // Always the same queries: of others one in 16,000 lists has by chance too many or too few.
        let seed: UInt64 = 1
        var random = SeededRandom(seed: seed)
        let memlist = MemlistShape.random.memlist(count: 300, seed: seed)
        let queries = RangeQueries.halfCovered(memlist, count: 4000, random: &random)
        let covered = queries.count { query in memlist.contains { $0.pages.contains(query) } }
        // Four standard deviations of a fair coin.
        #expect(abs(covered - 2000) < 127, "seed \(seed)")
        #expect(queries.allSatisfy { $0.start < $0.end }, "seed \(seed)")
    }

    @Test func `memory block queries are whole blocks`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let memlist = MemlistShape.random.memlist(count: 300, seed: seed)
        let queries = RangeQueries.memoryBlocks(memlist, size: .gib(2), count: 100, random: &random)
        #expect(queries.count == 100)
        for query in queries {
            #expect(query.start.rawValue % (1 << 19) == 0 && query.count == 1 << 19, "seed \(seed)")
        }
    }
}

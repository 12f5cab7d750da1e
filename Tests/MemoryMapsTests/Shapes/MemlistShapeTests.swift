import MemoryMaps
import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

struct MemlistShapeTests {
    @Test(arguments: MemlistShape.allCases)
    func `A list is ascending, disjoint, below 2^52 and as long as asked`(_ shape: MemlistShape) {
        let seed = TestSeed.next()
        for count in [1, 2, 16, 17, 1000, 50_000] {
            let memlist = shape.memlist(count: count, seed: seed)
            let expected = switch shape {
            case .empty: 0
            case .oneEntry: 1
            default: count
            }
            #expect(memlist.count == expected, "seed \(seed), \(count)")
            #expect(memlist.allSatisfy { $0.start < $0.end && $0.end <= .limit }, "seed \(seed), \(count)")
            #expect(zip(memlist, memlist.dropFirst()).allSatisfy { $0.end <= $1.start }, "seed \(seed), \(count)")
        }
        #expect(shape.memlist(count: 100, seed: seed) == shape.memlist(count: 100, seed: seed))
    }

    @Test func `Shapes named for a place reach it`() {
        #expect(MemlistShape.startsAtZero.memlist(count: 5, seed: 1).first?.start == PageFrame(0))
        #expect(MemlistShape.endsAtLimit.memlist(count: 5, seed: 1).last?.end == .limit)
    }

    @Test func `Half of the queries are covered`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let memlist = MemlistShape.random.memlist(count: 300, seed: seed)
        let queries = RangeQueries.halfCovered(memlist, count: 4000, random: &random)
        let covered = queries.count { query in memlist.contains { $0.pages.contains(query) } }
        // Four standard deviations of a fair coin.
        #expect(abs(covered - 2000) < 127, "seed \(seed)")
        #expect(queries.allSatisfy { $0.start < $0.end }, "seed \(seed)")
    }

    @Test func `Memory block queries are whole blocks`() {
        var random = SeededRandom(seed: 5)
        let memlist = MemlistShape.random.memlist(count: 300, seed: 5)
        for query in RangeQueries.memoryBlocks(memlist, size: .gib(2), count: 100, random: &random) {
            #expect(query.start.rawValue % (1 << 19) == 0 && query.count == 1 << 19)
        }
    }
}

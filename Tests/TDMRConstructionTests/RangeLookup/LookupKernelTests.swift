import CProbes
import MemoryMaps
import PhysicalMemory
import SeededRandom
import Testing

@testable import TDMRConstruction

/// Each C kernel against its twin in Swift.
struct LookupKernelTests {
    @Test(.enabled(if: lookup_has_avx2()), arguments: MemlistShape.allCases, CoverPredicate.allCases)
    func `The grid's wide kernel answers as the portable code does`(_ shape: MemlistShape, _ predicate: CoverPredicate) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed: seed)
        // The longest list makes a table that is fetched in stages.
        for length in [3, 40, 1000, 20_000] {
            let memlist = shape.memlist(count: length, seed: random.next())
            let queries = RangeQueries.halfCovered(memlist, count: 777, random: &random) + RangeQueries.odd(memlist, count: 99, random: &random)
            let wide = try Grid(memlist, predicate: predicate, kernel: .avx2).answers(to: queries)
            let portable = try Grid(memlist, predicate: predicate, kernel: .portable).answers(to: queries)
            #expect(wide == portable, "seed \(seed), \(shape) of \(length)")
        }
    }

    @Test(.enabled(if: lookup_has_avx2()), arguments: MemlistShape.allCases, CoverPredicate.allCases)
    func `The tree's wide kernel answers as the portable code does`(_ shape: MemlistShape, _ predicate: CoverPredicate) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed: seed)
        for length in [3, 4, 5, 36, 37, 40, 324, 325, 5000] {
            let memlist = shape.memlist(count: length, seed: random.next())
            let queries = RangeQueries.halfCovered(memlist, count: 333, random: &random) + RangeQueries.odd(memlist, count: 99, random: &random)
            let wide = try SPlusTree(memlist, predicate: predicate, kernel: .avx2)
            let portable = try SPlusTree(memlist, predicate: predicate, kernel: .portable)
            #expect(wide.answers(to: queries) == portable.answers(to: queries), "seed \(seed), \(shape) of \(length)")
            #expect(queries.map(wide.covers) == queries.map(portable.covers), "seed \(seed), \(shape) of \(length)")
        }
    }

    @Test(.enabled(if: lookup_has_avx2()), arguments: CoverPredicate.allCases)
    func `The kernel for few entries answers as the portable code does`(_ predicate: CoverPredicate) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed: seed)
        for length in 0...16 {
            let memlist = MemlistShape.random.memlist(count: length, seed: random.next())
            let queries = RangeQueries.halfCovered(memlist, count: 333, random: &random) + RangeQueries.odd(memlist, count: 99, random: &random)
            let wide = try FewEntries(memlist, predicate: predicate, kernel: .avx2).answers(to: queries)
            let portable = try FewEntries(memlist, predicate: predicate, kernel: .portable).answers(to: queries)
            #expect(wide == portable, "seed \(seed), \(length) entries")
        }
    }

    @Test func `A line's compares are those of its sixteen numbers`() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed: seed)
        for _ in 0..<2000 {
            let words = (0..<16).map { _ in Int32(truncatingIfNeeded: random.below(4) == 0 ? random.next() : random.below(64)) }
            let lines = CacheLines<Int32>(words)
            let (x, y) = (Int32(random.below(64)), Int32(random.below(64)))
            let misses = (0..<4).reduce(UInt32(0)) { bits, lane in
                let isMiss = [lane, lane + 4].allSatisfy { words[$0] > x || y > words[$0 + 8] }
                return bits | (isMiss ? 1 : 0) << UInt32(lane)
            }
            lines.withElements { words in
                words.withMemoryRebound(to: lookup_line.self, capacity: 1) { line in
                    #expect(lookup_line_misses(line, x, y) == misses, "seed \(seed)")
                }
            }
            lines.withElements { first in
                first.withMemoryRebound(to: lookup_line.self, capacity: 1) { line in
                    #expect(lookup_line_rank(line, x) == UInt32(words.count { $0 <= x }), "seed \(seed)")
                }
            }
        }
    }
}

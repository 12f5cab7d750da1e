import CLookupKernels
import MemoryMaps
import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@testable import TDMRConstruction
import Workloads

/// Each C kernel against its twin in Swift.
@Suite struct LookupKernelTests {
    @Test(.enabled(if: lookup_has_avx2()), arguments: MemlistShape.allCases, CoverPredicate.allCases)
    func `the grid's wide kernel answers as the portable code does`(_ shape: MemlistShape, _ predicate: CoverPredicate)
        throws
    {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        // The longest list makes a table that is fetched in stages.
        for length in [3, 40, 1000, 20_000] {
            let memlist = shape.memlist(count: length, seed: random.next())
            let queries =
                RangeQueries.halfCovered(memlist, count: 777, random: &random)
                + RangeQueries.odd(memlist, count: 99, random: &random)
            let wide = try Grid(memlist, predicate: predicate, kernel: .avx2).answers(to: queries)
            let portable = try Grid(memlist, predicate: predicate, kernel: .portable).answers(to: queries)
            #expect(wide == portable, "seed \(seed), \(shape) of \(length)")
        }
    }

    @Test(.enabled(if: lookup_has_avx2()), arguments: MemlistShape.allCases, CoverPredicate.allCases)
    func `the tree's wide kernel answers as the portable code does`(_ shape: MemlistShape, _ predicate: CoverPredicate)
        throws
    {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for length in [3, 4, 5, 36, 37, 40, 324, 325, 5000] {
            let memlist = shape.memlist(count: length, seed: random.next())
            let queries =
                RangeQueries.halfCovered(memlist, count: 333, random: &random)
                + RangeQueries.odd(memlist, count: 99, random: &random)
            let wide = try SPlusTree(memlist, predicate: predicate, kernel: .avx2)
            let portable = try SPlusTree(memlist, predicate: predicate, kernel: .portable)
            #expect(wide.answers(to: queries) == portable.answers(to: queries), "seed \(seed), \(shape) of \(length)")
            #expect(queries.map(wide.covers) == queries.map(portable.covers), "seed \(seed), \(shape) of \(length)")
        }
    }

    @Test(
        .enabled(if: lookup_has_avx2()), arguments: [MemlistShape.random, .touching, .onePageEntries],
        CoverPredicate.allCases)
    func `the kernel for few entries answers as the portable code does`(
        _ shape: MemlistShape, _ predicate: CoverPredicate
    ) throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for length in 0...16 {
            let memlist = shape.memlist(count: length, seed: random.next())
            let queries =
                RangeQueries.halfCovered(memlist, count: 333, random: &random)
                + RangeQueries.odd(memlist, count: 99, random: &random)
            let wide = try FewEntries(memlist, predicate: predicate, kernel: .avx2).answers(to: queries)
            let portable = try FewEntries(memlist, predicate: predicate, kernel: .portable).answers(to: queries)
            #expect(wide == portable, "seed \(seed), \(shape) of \(length)")
        }
    }

    @Test(.enabled(if: lookup_has_avx2()), arguments: MemlistShape.allCases, CoverPredicate.allCases)
    func `the wide kernel of section runs answers as the portable code does`(
        _ shape: MemlistShape, _ predicate: CoverPredicate
    ) throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for length in [0, 1, 2, 3, 20, 200, 1000] {
            let memlist = shape.memlist(count: length, seed: random.next())
            let wide = try SectionRuns(memlist, predicate: predicate, queries: .memoryBlocks, kernel: .avx2)
            let portable = try SectionRuns(memlist, predicate: predicate, queries: .memoryBlocks, kernel: .portable)
            for count in [1, 63, 64, 65, 500] {
                // One section, any number up to what one load tells, and now and then more; below the list, in it, above it and beyond all addresses.
                let section = SectionRuns.section.pages
                let top = (memlist.last?.end.rawValue ?? 0) / section + 40
                let longest = [1, 1, 16, 128, 300][Int(random.below(5))] as UInt64
                let queries = (0..<count).map { _ in
                    let start =
                        random.below(50) == 0 ? random.next() >> 1 & ~(section - 1) : random.below(top) * section
                    return PageRange(start, start + (1 + random.below(longest)) * section)
                }
                #expect(
                    wide.answers(to: queries) == portable.answers(to: queries),
                    "seed \(seed), \(shape) of \(length), \(count) queries")
                #expect(queries.map(wide.covers) == queries.map(portable.covers), "seed \(seed), \(shape) of \(length)")
            }
        }
    }

    @Test func `a line's compares are those of its sixteen numbers`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<2000 {
            // Near each other, wherever they lie: around 2^32 too.
            let origin = UInt32(truncatingIfNeeded: random.below(4) == 0 ? .max - random.below(32) : random.next())
            func near() -> UInt32 { origin &+ UInt32(random.below(8) == 0 ? 1 << 30 : random.below(64)) }
            let words = (0..<16).map { _ in near() }
            let (x, y) = (near(), near())
            func isAbove(_ a: UInt32, _ b: UInt32) -> Bool { a &- origin > b &- origin }
            let holders = (0..<8).filter { !isAbove(words[$0], x) && isAbove(words[$0 + 8], y) }.reduce(UInt32(0)) {
                $0 | 1 << UInt32($1 % 4)
            }
            CacheLines<UInt32>(words).withElements { words in
                words.withMemoryRebound(to: lookup_line.self, capacity: 1) {
                    #expect(lookup_line_holders($0, x, y) == holders, "seed \(seed)")
                }
            }
            var fork = words
            for (word, above) in [(0, 0), (1, 0), (8, 1 << 30), (9, 1 << 30)] { fork[word] = origin &+ UInt32(above) }
            fork[15] = 1000
            let place = origin &+ UInt32(random.below(64))
            let child = 1000 + (Array(2...7) + Array(10...14)).count { !isAbove(fork[$0], place) }
            CacheLines<UInt32>(fork).withElements { words in
                words.withMemoryRebound(to: lookup_line.self, capacity: 1) {
                    #expect(lookup_fork_child($0, place) == UInt32(child), "seed \(seed)")
                }
            }
        }
    }

    @Test func `a table's cells are those of its scale`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<2000 {
            let origin = random.below(1 << 40)
            let start = origin + random.below(1 << 20)
            let scale = GridScale(
                crowd: PageRange(start, start + 1 + random.below(1 << random.below(29))),
                count: 97 + Int(random.below(5000)))
            let page = origin + random.below(1 << 30)
            let cell = scale.cell(ofDistance: page < start ? scale.span : min(page - start, scale.span))
            #expect(cell < scale.cellCount, "seed \(seed)")
            CacheLines([GridLine.table(scale, firstChild: 77, origin: origin)]).withElements { table in
                #expect(
                    lookup_table_child(table, UInt32(truncatingIfNeeded: page)) == UInt32(77 + cell), "seed \(seed)")
            }
        }
    }
}

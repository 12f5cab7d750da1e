import CLookupKernels
import MemoryMaps
import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@testable import TDMRConstruction
import Workloads

@Suite struct GridTests {
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

    /// What a cell is asked about must be what was put into it: ranges and queries go the same way.
    @Test(arguments: MemlistShape.allCases)
    func `pages are in ascending cells that begin at or below them and are no wider than a line can tell apart`(
        _ shape: MemlistShape
    ) throws {
        let seed = TestSeed.next()
        var maker = MachineMaker(seed: seed)
        for count in [1, 7, 300, 5000] {
            let memlist = try OrderedMemlist(shape.memlist(count: count, seed: seed), predicate: .oneEntry)
            let scale = GridScale(memlist)
            var pages = memlist.entries.flatMap { [$0.start.rawValue, $0.end.rawValue - 1] }
            pages += (0..<200).map { _ in scale.base + maker.random.below(scale.span + 1) }
            var before = 0
            for page in pages.sorted() {
                let query = PageRange(page, page + maker.pick(1...1 << 20))
                let (cell, x, y) = scale.place(query)
                #expect(cell >= before && cell < scale.cellCount, "seed \(seed), \(shape) of \(count)")
                let above = page - scale.base - min(scale.distance(ofCell: cell), page - scale.base)
                #expect(scale.distance(ofCell: cell) <= page - scale.base, "seed \(seed), \(shape) of \(count)")
                #expect(above < 1 << 31, "seed \(seed), \(shape) of \(count)")
                #expect(y &- x == UInt32(truncatingIfNeeded: query.count), "seed \(seed), \(shape) of \(count)")
                before = cell
            }
            // Below the list and above it all is beyond its end.
            for page in [scale.base &- 1, scale.base + scale.span + 1] where page < 1 << 63 {
                #expect(scale.place(PageRange(page, page + 1)).cell == scale.cell(ofDistance: scale.span))
            }
        }
    }

    @Test func `a spread list needs no branches, a crowded one few, and both answer as a scan does`() throws {
        let seed = TestSeed.next()
        for (shape, most) in [(MemlistShape.memoryBlocks, 0.5), (.crowded, 4), (.nestedCrowds, 8)] {
            let list = shape.memlist(count: 3000, seed: seed)
            let grid = try Grid(list, predicate: .oneEntry, queries: .anyRange)
            #expect(grid.branchesAbove <= most, "seed \(seed), \(shape)")
            if most > 1 { #expect(grid.branchesAbove > 0.5, "seed \(seed), \(shape)") }
            let oracle = RangeLookupOracle(list, predicate: .oneEntry)
            let queries = list.flatMap { entry in
                let (start, end) = (entry.start.rawValue, entry.end.rawValue)
                return [
                    entry.pages, PageRange(start, end + 1), PageRange(start &- 1, end), PageRange(end - 1, end),
                    PageRange(end, end + 1),
                ]
            }.filter { $0.start < $0.end }
            for (query, expected) in zip(queries, oracle.answers(to: queries)) where grid.covers(query) != expected {
                Issue.record("seed \(seed), \(shape): \(query)")
            }
            #expect(queries.count > 10_000)
        }
    }
}

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
    func `the grid's wide kernels answer as the portable code does`(_ shape: MemlistShape, _ predicate: CoverPredicate)
        throws
    {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        // The longest list makes a table that is fetched in stages by all of them.
        for length in [3, 40, 1000, 8000, 40_000] {
            let memlist = shape.memlist(count: length, seed: random.next())
            let queries =
                RangeQueries.halfCovered(memlist, count: 777, random: &random)
                + RangeQueries.odd(memlist, count: 99, random: &random)
            let portable = try Grid(memlist, predicate: predicate, kernel: .portable).answers(to: queries)
            for kernel in [LookupKernel.avx2, .avx512] where kernel <= .best {
                let wide = try Grid(memlist, predicate: predicate, kernel: kernel).answers(to: queries)
                #expect(wide == portable, "seed \(seed), \(shape) of \(length), \(kernel)")
            }
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
}

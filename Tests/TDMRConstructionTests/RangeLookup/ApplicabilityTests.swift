import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TestSupport
import Testing

/// Where a member applies, and what it says where it does not.
@Suite struct ApplicabilityTests {
    static let blocks = MemlistShape.memoryBlocks.memlist(count: 20, seed: TestSeed.next())

    @Test func `section runs refuse to be built for any range`() {
        #expect(throws: RangeIndexError.memoryBlocksOnly) { try SectionRuns(Self.blocks, predicate: .oneEntry) }
    }

    @Test func `section runs trap on a query that is no memory block`() async {
        await #expect(processExitsWith: .failure) {
            let index = try SectionRuns(ApplicabilityTests.blocks, predicate: .oneEntry, queries: .memoryBlocks)
            _ = index.covers(PageRange(1, 32_769))
        }
        await #expect(processExitsWith: .failure) {
            let index = try SectionRuns(ApplicabilityTests.blocks, predicate: .oneEntry, queries: .memoryBlocks)
            _ = index.answers(to: [PageRange(0, 32_768), PageRange(32_768, 32_768)])
        }
        await #expect(processExitsWith: .failure) {
            let index = try SectionRuns(ApplicabilityTests.blocks, predicate: .oneEntry, queries: .memoryBlocks)
            _ = index.answers(to: [PageRange(65_536, 32_768)])
        }
    }

    @Test func `the index for few entries says how many and how far`() {
        #expect(throws: RangeIndexError.tooManyEntries(count: 20, limit: 16)) {
            try FewEntries(Self.blocks, predicate: .oneEntry)
        }
        let far = [
            MemoryRegion(pages: PageRange(0, 1), node: NodeID(0)),
            MemoryRegion(pages: PageRange(1 << 30, 1 << 30 + 1), node: NodeID(0)),
        ]
        #expect(throws: RangeIndexError.tooWide(span: PageRange(0, 1 << 30 + 1), limit: FewEntries.widest)) {
            try FewEntries(far, predicate: .oneEntry)
        }
    }

    @Test func `tables over the address space refuse entries beyond it`() {
        let beyond = MemoryRegion(pages: PageRange(1 << 40 - 1, 1 << 40 + 1), node: NodeID(0))
        #expect(throws: RangeIndexError.beyondLimit(beyond, limit: .limit)) { try Grid([beyond], predicate: .oneEntry) }
        #expect(throws: RangeIndexError.beyondLimit(beyond, limit: .limit)) {
            try SectionRuns([beyond], predicate: .oneEntry, queries: .memoryBlocks)
        }
    }

    @Test(arguments: [
        (MemlistShape.random, 10, QueryKind.anyRange, "simd-few"), (.random, 17, .anyRange, "grid"),
        (.random, 5000, .anyRange, "grid"),
        (.memoryBlocks, 10, .memoryBlocks, "section-runs"), (.memoryBlocks, 200, .memoryBlocks, "section-runs"),
        (.empty, 0, .anyRange, "simd-few"), (.crowded, 1000, .anyRange, "splus-tree"),
        (.crowded, 100_000, .anyRange, "grid"), (.exponentialGaps, 5000, .anyRange, "grid"),
        (.nestedCrowds, 16_384, .anyRange, "splus-tree"),
    ])
    func `auto chooses by length and by what is asked`(
        _ shape: MemlistShape, count: Int, queries: QueryKind, expected: String
    ) throws {
        // Always the same lists: how much one of this shape crowds, which is what decides, differs.
        let index = try AutoIndex(shape.memlist(count: count, seed: 1), predicate: .oneEntry, queries: queries)
        // Without wide compares the grid is as fast for few entries.
        #expect(index.chosen == expected || (index.chosen == "grid" && expected == "simd-few"))
    }

    @Test func `auto tries the longest range first where that is most of a list of memory blocks`() throws {
        func list(_ borders: (UInt64, UInt64)...) -> [MemoryRegion] {
            borders.map { MemoryRegion(pages: PageRange($0.0 << 15, $0.1 << 15), node: NodeID(0)) }
        }
        func guesses(_ memlist: [MemoryRegion], _ queries: QueryKind) throws -> Bool {
            try AutoIndex(memlist, predicate: .oneEntry, queries: queries).guessesLongest
        }
        let most = list((0, 24), (32, 520))
        #expect(try guesses(most, .memoryBlocks))
        #expect(try !guesses(list((0, 24), (32, 260), (260, 520)), .memoryBlocks))
        #expect(try !guesses(most, .anyRange))
        for predicate in CoverPredicate.allCases {
            let index = try AutoIndex(most, predicate: predicate, queries: .memoryBlocks)
            let blocks = (0..<560).map { PageRange($0 << 15, ($0 + 1) << 15) }
            let expected = blocks.map {
                $0.end.rawValue >> 15 <= 24 || ($0.start.rawValue >> 15 >= 32 && $0.end.rawValue >> 15 <= 520)
            }
            #expect(blocks.map(index.covers) == expected)
            #expect(index.countCoveredInChain(blocks.span, opaqueZero: 0) == 512)
        }
    }

    @Test func `auto takes entries beyond the address space`() throws {
        let beyond = MemoryRegion(pages: PageRange(1 << 40, .max), node: NodeID(0))
        let index = try AutoIndex([beyond], predicate: .oneEntry)
        #expect(index.chosen == "splus-tree")
        #expect(index.covers(PageRange(.max - 1, .max)) && !index.covers(PageRange(.max, 0)) == false)
        #expect(!index.covers(PageRange(0, 1 << 41)))
    }
}

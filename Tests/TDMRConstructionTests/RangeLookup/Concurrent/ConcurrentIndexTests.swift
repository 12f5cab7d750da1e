import MemoryMaps
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TestSupport
import Testing
import Workloads

/// Every member of the registry, one thread, list after list against the slow oracle.
@Suite struct ConcurrentIndexTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let member: any ConcurrentIndex.Type
        var testDescription: String { member.name }
    }

    static let cases = ConcurrentIndexes.all.map { Case(member: $0) }

    @Test(arguments: cases, CoverPredicate.allCases)
    func `each list is answered as the oracle does`(_ test: Case, _ predicate: CoverPredicate) throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        try follow(test.member, predicate, seed, &random)
    }

    private func follow<Member: ConcurrentIndex>(
        _ member: Member.Type, _ predicate: CoverPredicate, _ seed: UInt64, _ random: inout SeededRandom
    ) throws {
        for shape in MemlistShape.allCases {
            let index = try Member([], predicate: predicate, queries: .anyRange)
            let readers = [index.makeReader(), index.makeReader()]
            // Longer and shorter, so that a table has to grow and to forget.
            for length in [3, 17, 200, 0, 64, 16] {
                let memlist = shape.memlist(count: length, seed: random.next())
                try index.replace(with: memlist)
                let queries =
                    RangeQueries.odd(memlist, count: 60, random: &random)
                    + RangeQueries.halfCovered(memlist, count: 70, random: &random)
                for reader in readers {
                    check(reader, memlist, predicate, queries, "\(member.name), seed \(seed), \(shape) of \(length)")
                }
            }
        }
    }

    private func check(
        _ reader: some ConcurrentReader, _ memlist: [MemoryRegion], _ predicate: CoverPredicate, _ queries: [PageRange],
        _ what: String
    ) {
        let oracle = RangeLookupOracle(memlist, predicate: predicate)
        var expected = [UInt64](repeating: 0, count: (queries.count + 63) / 64)
        for (i, query) in queries.enumerated() where oracle.covers(query) { expected[i / 64] |= 1 << UInt64(i % 64) }
        #expect(reader.answers(to: queries) == expected, "\(what): batch")

        var single = [UInt64](repeating: 0xdead, count: expected.count)
        var span = single.mutableSpan
        reader.coversOneByOne(queries.span, into: &span)
        #expect(single == expected, "\(what): one by one")
        let wrong = queries.first { reader.covers($0) != oracle.covers($0) }
        #expect(wrong == nil, "\(what): single")
    }

    @Test(arguments: cases)
    func `a list that is refused leaves the one before in force`(_ test: Case) throws {
        try keepAfterRefusal(test.member)
    }

    private func keepAfterRefusal<Member: ConcurrentIndex>(_ member: Member.Type) throws {
        func entry(_ start: UInt64, _ end: UInt64) -> MemoryRegion {
            MemoryRegion(pages: PageRange(start, end), node: NodeID(0))
        }
        let (low, high) = (entry(256, 512), entry(1024, 2048))
        #expect(throws: RangeIndexError.outOfOrder(low, after: high, index: 1)) {
            try Member([high, low], predicate: .oneEntry, queries: .anyRange)
        }
        let index = try Member([low], predicate: .oneEntry, queries: .anyRange)
        let reader = index.makeReader()
        #expect(throws: RangeIndexError.outOfOrder(low, after: high, index: 1)) {
            try index.replace(with: [high, low])
        }
        #expect(reader.covers(PageRange(256, 512)) && !reader.covers(PageRange(1024, 1025)))
        try index.replace(with: [low, high])
        #expect(reader.covers(PageRange(1024, 2048)))
        #expect(index.size >= ByteCount(2 * 16))
    }

    @Test(arguments: cases)
    func `a reader outlives everything else that knows the index`(_ test: Case) throws {
        try askAfterwards(test.member)
    }

    private func askAfterwards<Member: ConcurrentIndex>(_ member: Member.Type) throws {
        let seed = TestSeed.next()
        let memlist = MemlistShape.random.memlist(count: 40, seed: seed)
        var index: Member? = try Member(memlist, predicate: .oneEntry, queries: .anyRange)
        let reader = try #require(index?.makeReader())
        index = nil
        #expect(memlist.allSatisfy { reader.covers($0.pages) }, "seed \(seed)")
    }

    @Test func `the techniques go around any member of the lookup family`() throws {
        let seed = TestSeed.next()
        let memlist = MemlistShape.memoryBlocks.memlist(count: 12, seed: seed)
        var random = SeededRandom(seed: seed)
        let queries = RangeQueries.memoryBlocks(memlist, count: 100, random: &random)
        for member in ConcurrentIndexes.over(SectionRuns.self) { try checkBlocks(member, memlist, queries, seed) }
        for member in ConcurrentIndexes.over(LinearList.self) { try checkBlocks(member, memlist, queries, seed) }
    }

    private func checkBlocks<Member: ConcurrentIndex>(
        _ member: Member.Type, _ memlist: [MemoryRegion], _ queries: [PageRange], _ seed: UInt64
    ) throws {
        let index = try Member([], predicate: .oneEntry, queries: .memoryBlocks)
        try index.replace(with: memlist)
        check(index.makeReader(), memlist, .oneEntry, queries, "\(Member.self), seed \(seed)")
    }
}

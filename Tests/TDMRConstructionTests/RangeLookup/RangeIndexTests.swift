import MemoryMaps
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TestSupport
import Testing
import Workloads

/// Every member of the registry, over every shape, against the slow oracle.
@Suite struct RangeIndexTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let member: any RangeIndex.Type
        let predicate: CoverPredicate
        var testDescription: String { "\(member.name), \(predicate.rawValue)" }
    }

    static let cases = (RangeIndexes.all + [LastHit.self]).flatMap { member in
        CoverPredicate.allCases.map { Case(member: member, predicate: $0) }
    }
    static let lengths =
        [1, 2, 3, 8, 9, 16, 17, 65] + (Thoroughness.isComplete ? [7, 15, 33, 64, 150, 700] : [])

    @Test(arguments: cases, MemlistShape.allCases)
    func `a member answers any range as the oracle does`(_ test: Case, _ shape: MemlistShape) throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var judged = 0
        for length in Self.lengths {
            let memlist = shape.memlist(count: length, seed: random.next())
            guard let index = try Self.build(test, memlist, .anyRange) else { continue }
            let queries =
                RangeQueries.odd(memlist, count: 100, random: &random)
                + RangeQueries.halfCovered(memlist, count: 90, random: &random)
            check(index, memlist, test.predicate, queries, "seed \(seed), \(shape) of \(length)")
            judged += 1
        }
        // A member of memory blocks refuses a list of one entry too.
        let single = MemlistShape.memoryBlocks.memlist(count: 1, seed: seed)
        #expect(try judged > 0 || Self.build(test, single, .anyRange) == nil, "seed \(seed)")
    }

    @Test(arguments: cases, MemlistShape.allCases)
    func `a member answers for memory blocks as the oracle does`(_ test: Case, _ shape: MemlistShape) throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var judged = 0
        for length in Thoroughness.sample([1, 2, 5, 16, 60, 200], of: 3) {
            let memlist = shape.memlist(count: length, seed: random.next())
            guard let index = try Self.build(test, memlist, .memoryBlocks) else { continue }
            let queries = [128, 256, 1024, 2048, 16384].flatMap {
                RangeQueries.memoryBlocks(memlist, size: .mib($0), count: 30, random: &random)
            }
            check(index, memlist, test.predicate, queries, "seed \(seed), \(shape) of \(length)")
            judged += 1
        }
        #expect(judged > 0, "seed \(seed)")
    }

    @Test(arguments: cases)
    func `a batch of any length writes whole words and nothing behind them`(_ test: Case) throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let memlist = MemlistShape.memoryBlocks.memlist(count: 16, seed: seed)
        let index = try #require(try Self.build(test, memlist, .memoryBlocks))
        let oracle = RangeLookupOracle(memlist, predicate: test.predicate)
        for count in [0, 1, 2, 31, 32, 33, 63, 64, 65, 127, 128, 129, 1000] {
            let queries = RangeQueries.memoryBlocks(memlist, count: count, random: &random)
            var words = [UInt64](repeating: 0xdead, count: (count + 63) / 64 + 2)
            var span = words.mutableSpan
            index.covers(queries.span, into: &span)
            var expected = [UInt64](repeating: 0, count: (count + 63) / 64) + [0xdead, 0xdead]
            for (i, query) in queries.enumerated() where oracle.covers(query) {
                expected[i / 64] |= 1 << UInt64(i % 64)
            }
            #expect(words == expected, "seed \(seed), batch of \(count)")
        }
    }

    @Test(arguments: cases)
    func `a list that is out of order is refused with the two entries named`(_ test: Case) throws {
        func entry(_ start: UInt64, _ end: UInt64) -> MemoryRegion {
            MemoryRegion(pages: PageRange(start << 15, end << 15), node: NodeID(0))
        }
        let (low, high) = (entry(1, 3), entry(4, 6))
        #expect(throws: RangeIndexError.outOfOrder(low, after: high, index: 1)) {
            try test.member.init([high, low], predicate: test.predicate, queries: .memoryBlocks)
        }
        #expect(throws: RangeIndexError.overlap(entry(5, 7), with: high, index: 2)) {
            try test.member.init([low, high, entry(5, 7)], predicate: test.predicate, queries: .memoryBlocks)
        }
        #expect(throws: RangeIndexError.overlap(high, with: high, index: 1)) {
            try test.member.init([high, high], predicate: test.predicate, queries: .memoryBlocks)
        }
        for empty in [entry(7, 7), entry(8, 7)] {
            #expect(throws: RangeIndexError.emptyEntry(empty, index: 1)) {
                try test.member.init([low, empty], predicate: test.predicate, queries: .memoryBlocks)
            }
        }
    }

    @Test func `every member of the registry has its loop of dependent queries compiled for it`() {
        #expect(RangeIndexes.all.filter { !($0 is any ChainedIndex.Type) }.map { $0.name } == [])
    }

    @Test(arguments: cases)
    func `the size counts at least the boundaries that must be told apart`(_ test: Case) throws {
        let seed = TestSeed.next()
        let memlist = MemlistShape.memoryBlocks.memlist(count: 12, seed: seed)
        let index = try #require(try Self.build(test, memlist, .memoryBlocks), "seed \(seed)")
        #expect(index.size >= ByteCount(12), "seed \(seed)")
    }

    /// The member over `memlist`, or nil where it says that it does not apply.
    static func build(_ test: Case, _ memlist: [MemoryRegion], _ queries: QueryKind) throws -> (any RangeIndex)? {
        do {
            return try make(test.member, memlist, test.predicate, queries)
        } catch {
            switch error {
            case .memoryBlocksOnly where queries == .anyRange: return nil
            case .tooManyEntries(let count, let limit) where count > limit && count <= memlist.count: return nil
            case .tooWide(let span, let limit) where span.count > limit.pages: return nil
            default: throw error
            }
        }
    }

    private static func make<Member: RangeIndex>(
        _ member: Member.Type, _ memlist: [MemoryRegion], _ predicate: CoverPredicate, _ queries: QueryKind
    ) throws(RangeIndexError) -> any RangeIndex {
        try Member(memlist, predicate: predicate, queries: queries)
    }

    private func check(
        _ index: some RangeIndex, _ memlist: [MemoryRegion], _ predicate: CoverPredicate, _ queries: [PageRange],
        _ what: String
    ) {
        let oracle = RangeLookupOracle(memlist, predicate: predicate)
        let expected = queries.map(oracle.covers)
        let wrong = queries.indices.first { index.covers(queries[$0]) != expected[$0] }
        #expect(wrong == nil, "\(what): single query \(wrong.map { queries[$0] })")

        let words = index.answers(to: queries)
        let wrongInBatch = queries.indices.first { words[$0 / 64] >> UInt64($0 % 64) & 1 != (expected[$0] ? 1 : 0) }
        #expect(wrongInBatch == nil, "\(what): in a batch \(wrongInBatch.map { ($0, queries[$0]) })")

        // As the member has it, where it is its own.
        let chained = (index as? any ChainedIndex)?.countCoveredInChain(queries.span, opaqueZero: 0)
        let counted = chained ?? index.countCoveredInChain(queries.span, opaqueZero: 0)
        #expect(counted == expected.count { $0 }, "\(what): chain")
    }
}

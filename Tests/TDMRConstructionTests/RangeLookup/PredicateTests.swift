import PhysicalMemory
import TDMRConstruction
import Testing
import Workloads

/// The two predicates' meaning, spelled out by hand.
@Suite struct PredicateTests {
    /// Two touching entries of different nodes, a hole, one more.
    static let memlist = [(0x100, 0x200, 0), (0x200, 0x300, 1), (0x400, 0x500, 0)].map {
        MemoryRegion(pages: PageRange(UInt64($0.0), UInt64($0.1)), node: NodeID(UInt32($0.2)))
    }

    @Test(
        arguments: [
            (0x100, 0x200, true, true), (0x1ff, 0x201, false, true), (0x100, 0x300, false, true),
            (0x200, 0x300, true, true),
            (0x2ff, 0x301, false, false), (0x300, 0x400, false, false), (0x0ff, 0x101, false, false),
            (0x4ff, 0x500, true, true),
            // Empty: covered from an entry's first page to one past its last.
            (0x100, 0x100, true, true), (0x200, 0x200, true, true), (0x300, 0x300, true, true),
            (0x301, 0x301, false, false),
            (0x0ff, 0x0ff, false, false), (0x500, 0x500, true, true), (0x501, 0x501, false, false),
            // Reversed, or wrapped round: covered where an entry lies across the range or touches it.
            (0x350, 0x300, true, true), (0x350, 0x301, false, false), (0x600, 0x500, true, true),
            (0x180, 0x0, true, true), (0xff, 0x0, false, false),
        ] as [(UInt64, UInt64, Bool, Bool)])
    func `both predicates answer as defined`(start: UInt64, end: UInt64, inOneEntry: Bool, inUnion: Bool) throws {
        var judged = 0
        for member in RangeIndexes.all {
            guard
                let one = try RangeIndexTests.build(
                    .init(member: member, predicate: .oneEntry), Self.memlist, .anyRange)
            else { continue }
            let union = try member.init(Self.memlist, predicate: .union)
            #expect(one.covers(PageRange(start, end)) == inOneEntry, "\(member.name)")
            #expect(union.covers(PageRange(start, end)) == inUnion, "\(member.name)")
            judged += 1
        }
        // All but those of memory blocks alone.
        #expect(judged * 2 > RangeIndexes.all.count)
        #expect(RangeLookupOracle(Self.memlist, predicate: .oneEntry).covers(PageRange(start, end)) == inOneEntry)
        #expect(RangeLookupOracle(Self.memlist, predicate: .union).covers(PageRange(start, end)) == inUnion)
    }
}

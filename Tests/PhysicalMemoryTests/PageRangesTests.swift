import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

/// Sets of frames against a bitmap of 64 frames, at the bottom of memory and at the end of what 64-bit addresses reach.
@Suite struct PageRangesTests {
    static let bases: [UInt64] = [0, (1 << 52) - 64, UInt64.max - 64]

    /// Every set of 6 frames (of 5 where time is short) with every other: each is checked in all ways two sets can be combined.
    @Test(arguments: bases) func `all pairs of small sets combine as bitmaps do`(base: UInt64) {
        let sets = 0..<UInt64(Thoroughness.cases(quick: 32, complete: 64, thorough: 64))
        for first in sets {
            for second in sets {
                Self.check(
                    FrameBitmap(base: base, bits: first << 58 | first),
                    FrameBitmap(base: base, bits: second << 58 | second), "\(first), \(second)")
            }
        }
    }

    @Test func `random sets combine as bitmaps do`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<Thoroughness.cases(quick: 250, complete: 20_000, thorough: 100_000) {
            let base = Self.bases[Int(random.below(3))]
            Self.check(Self.bitmap(base, &random), Self.bitmap(base, &random), "seed \(seed)")
        }
    }

    @Test func `one range more, one less and one to look at, as bitmaps do`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<Thoroughness.cases(quick: 500, complete: 40_000, thorough: 200_000) {
            let bitmap = Self.bitmap(Self.bases[Int(random.below(3))], &random)
            let start = random.below(65)
            Self.check(
                bitmap, PageRange(bitmap.base + start, bitmap.base + start + random.below(65 - start)), "seed \(seed)")
        }
    }

    @Test func `ranges in any order, overlapping, touching and empty make the set of their frames`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<Thoroughness.cases(quick: 500, complete: 40_000, thorough: 100_000) {
            var bitmap = FrameBitmap(base: Self.bases[Int(random.below(3))], bits: 0)
            var ranges = (0..<random.below(12)).map { _ in
                let start = random.below(64)
                return PageRange(bitmap.base + start, bitmap.base + start + random.below(min(12, 65 - start)))
            }
            for range in ranges { bitmap.bits |= bitmap.mask(range) }
            #expect(PageRanges(ranges) == bitmap.ranges, "seed \(seed), \(ranges)")
            var inserted = PageRanges()
            for range in ranges { inserted.insert(range) }
            #expect(inserted == bitmap.ranges, "seed \(seed), \(ranges)")
            ranges.sort { $0.start < $1.start }
            var appended = PageRanges()
            for range in ranges {
                appended.append(range)
                #expect(appended.firstViolation() == nil, "seed \(seed), \(ranges)")
            }
            #expect(appended == bitmap.ranges, "seed \(seed), \(ranges)")
        }
    }

    @Test func `blocks around and inside a set are those of the bitmap`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<Thoroughness.cases(quick: 250, complete: 20_000, thorough: 100_000) {
            let bitmap = Self.bitmap([0, (1 << 52) - 64][Int(random.below(2))], &random)
            let pages: UInt64 = 1 << random.below(7)
            var (outward, inward) = (FrameBitmap(base: bitmap.base, bits: 0), FrameBitmap(base: bitmap.base, bits: 0))
            for block in stride(from: 0, to: 64, by: Int(pages)) {
                let mask = bitmap.mask(PageRange(bitmap.base + UInt64(block), bitmap.base + UInt64(block) + pages))
                if bitmap.bits & mask != 0 { outward.bits |= mask }
                if bitmap.bits & mask == mask { inward.bits |= mask }
            }
            #expect(
                bitmap.ranges.alignedOutward(to: .pages(pages)) == outward.ranges,
                "seed \(seed), \(bitmap.ranges) to \(pages)")
            #expect(
                bitmap.ranges.alignedInward(to: .pages(pages)) == inward.ranges,
                "seed \(seed), \(bitmap.ranges) to \(pages)")
        }
    }

    /// Few or many borders: bits set singly, in runs, or by halves.
    private static func bitmap(_ base: UInt64, _ random: inout SeededRandom) -> FrameBitmap {
        switch random.below(4) {
        case 0: FrameBitmap(base: base, bits: random.next())
        case 1: FrameBitmap(base: base, bits: random.next() & random.next() & random.next())
        case 2: FrameBitmap(base: base, bits: random.next() | random.next() | random.next())
        default:
            FrameBitmap(
                base: base,
                bits: (random.next() >> random.below(64)) << random.below(64) & (.max << random.below(64))
                    ^ (random.below(2) == 0 ? .max : 0))
        }
    }

    private static func check(_ a: FrameBitmap, _ b: FrameBitmap, _ context: String) {
        let (mine, theirs) = (a.ranges, b.ranges)
        var claims: [(String, PageRanges, UInt64)] = [
            ("union", mine.union(theirs), a.bits | b.bits),
            ("intersection", mine.intersection(theirs), a.bits & b.bits),
            ("subtracting", mine.subtracting(theirs), a.bits & ~b.bits),
            ("complement", mine.complement(in: a.universe), ~a.bits),
        ]
        var changed = mine
        changed.formUnion(theirs)
        claims.append(("formUnion", changed, a.bits | b.bits))
        changed = mine
        changed.subtract(theirs)
        claims.append(("subtract", changed, a.bits & ~b.bits))
        for (name, result, bits) in claims {
            #expect(
                Array(result) == FrameBitmap(base: a.base, bits: bits).runs,
                "\(name) of \(mine) and \(theirs), \(context)")
        }
        #expect(mine.isSubset(of: theirs) == (a.bits & ~b.bits == 0), "\(mine) in \(theirs), \(context)")
        #expect(mine.isDisjoint(with: theirs) == (a.bits & b.bits == 0), "\(mine) apart from \(theirs), \(context)")
        var pairs: [PageRange] = []
        mine.forEachOverlap(with: theirs) {
            pairs.append($2); #expect(mine[$0].contains($2) && theirs[$1].contains($2))
        }
        #expect(PageRanges(pairs).elementsEqual(FrameBitmap(base: a.base, bits: a.bits & b.bits).runs), "\(context)")
        #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.end <= $1.start }, "\(context)")
    }

    private static func check(_ bitmap: FrameBitmap, _ range: PageRange, _ context: String) {
        let ranges = bitmap.ranges
        let mask = bitmap.mask(range)
        let about: Comment = "\(ranges) and \(range), \(context)"
        func runs(_ bits: UInt64) -> [PageRange] { FrameBitmap(base: bitmap.base, bits: bits).runs }
        var changed = ranges
        changed.insert(range)
        #expect(Array(changed) == runs(bitmap.bits | mask), about)
        changed = ranges
        changed.remove(range)
        #expect(Array(changed) == runs(bitmap.bits & ~mask), about)
        #expect(Array(ranges.intersection(range)) == runs(bitmap.bits & mask), about)
        #expect(Array(ranges.complement(in: range)) == runs(~bitmap.bits & mask), about)
        #expect(Array(ranges.overlapping(range)) == runs(bitmap.bits).filter { bitmap.mask($0) & mask != 0 }, about)
        #expect(ranges.overlaps(range) == (bitmap.bits & mask != 0), about)
        #expect(ranges.firstOverlapping(range) == runs(bitmap.bits).first { bitmap.mask($0) & mask != 0 }, about)
        #expect(ranges.covers(range) == runs(bitmap.bits).contains { $0.contains(range) }, about)
        #expect(ranges.contains(range.start) == bitmap.ranges.contains { $0.contains(range.start) }, about)
        #expect(ranges.range(containing: range.start) == runs(bitmap.bits).first { $0.contains(range.start) }, about)
        #expect(
            ranges.firstIndex(endingAbove: range.start) == ranges.firstIndex { $0.end > range.start }
                ?? ranges.endIndex, about)
        #expect(
            ranges.firstIndex(endingAtOrAbove: range.start) == ranges.firstIndex { $0.end >= range.start }
                ?? ranges.endIndex, about)
        #expect(
            ranges.firstIndex(startingAtOrAbove: range.start) == ranges.firstIndex { $0.start >= range.start }
                ?? ranges.endIndex, about)
        #expect(ranges.pageCount == UInt64(bitmap.bits.nonzeroBitCount), about)
        #expect(ranges.longest == runs(bitmap.bits).first { $0.count == runs(bitmap.bits).map(\.count).max() }, about)
        #expect(
            ranges.bounds?.start == runs(bitmap.bits).first?.start && ranges.bounds?.end == runs(bitmap.bits).last?.end,
            about)
    }
}

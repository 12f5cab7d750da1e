import PhysicalMemory
import Testing

/// Borders where sets of ranges go wrong: nothing, everything, what touches, and the last frames there are.
@Suite struct PageRangesEdgeTests {
    static let everything = PageRange(0, 1 << 52)

    @Test func `no pages`() {
        let none = PageRanges()
        #expect(
            none.isEmpty && none.bounds == nil && none.longest == nil && none.pageCount == 0
                && none.description == "no pages")
        #expect(!none.covers(PageRange(0, 0)) && !none.contains(PageFrame(0)) && !none.overlaps(Self.everything))
        #expect(none.complement(in: Self.everything) == [Self.everything])
        #expect(none.complement(in: PageRange(7, 7)).isEmpty && none.complement(in: PageRange(7, 3)).isEmpty)
        #expect(
            none.union(none) == none && none.subtracting(none) == none && none.intersection(none) == none
                && none.isSubset(of: none))
        #expect(none.indices(overlapping: Self.everything) == 0..<0)
        #expect(
            none == PageRanges(PageRange(5, 5)) && none == PageRanges(PageRange(5, 4))
                && none == [PageRange(9, 9), PageRange(3, 1)])
    }

    @Test func `all pages up to 2 to the 52`() {
        let all = PageRanges(Self.everything)
        #expect(
            all.pageCount == 1 << 52 && all.covers(Self.everything) && all.contains(PageFrame((1 << 52) - 1))
                && !all.contains(PageFrame(1 << 52)))
        #expect(all.complement(in: Self.everything).isEmpty)
        #expect(all.alignedOutward(to: .gib(1)) == all && all.alignedInward(to: .gib(1)) == all)
        #expect(all.subtracting([PageRange(1 << 20, 1 << 21)]) == [PageRange(0, 1 << 20), PageRange(1 << 21, 1 << 52)])
        #expect(all.description == "[0x0, 0x10000000000000000)")
    }

    @Test func `ranges that touch are one`() {
        var ranges: PageRanges = [PageRange(10, 20), PageRange(30, 40)]
        ranges.insert(PageRange(20, 30))
        #expect(ranges == [PageRange(10, 40)])
        ranges.append(PageRange(40, 50))
        #expect(ranges == [PageRange(10, 50)])
        ranges.append(PageRange(10, 12))
        #expect(ranges == [PageRange(10, 50)], "one that starts with the last range and ends inside it adds nothing")
        #expect(PageRanges([PageRange(20, 30), PageRange(10, 20), PageRange(0, 10)]) == [PageRange(0, 30)])
        #expect(PageRanges(PageRange(0, 10)).union([PageRange(10, 20)]) == [PageRange(0, 20)])
    }

    @Test func `removing cuts, shortens and swallows ranges`() {
        func removed(_ range: PageRange) -> PageRanges {
            var ranges: PageRanges = [PageRange(10, 20), PageRange(30, 40), PageRange(50, 60)]
            ranges.remove(range)
            return ranges
        }
        #expect(
            removed(PageRange(32, 38)) == [PageRange(10, 20), PageRange(30, 32), PageRange(38, 40), PageRange(50, 60)])
        #expect(removed(PageRange(0, 60)).isEmpty)
        #expect(removed(PageRange(15, 55)) == [PageRange(10, 15), PageRange(55, 60)])
        #expect(removed(PageRange(30, 40)) == [PageRange(10, 20), PageRange(50, 60)])
        #expect(removed(PageRange(20, 30)).count == 3 && removed(PageRange(35, 35)).count == 3)
    }

    @Test func `an empty query is covered where it lies in a range or touches one, as with a range`() {
        let ranges: PageRanges = [PageRange(10, 20), PageRange(30, 40)]
        for frame in 0...45 as ClosedRange<UInt64> {
            let query = PageRange(frame, frame)
            #expect(ranges.covers(query) == ranges.map { $0.contains(query) }.contains(true), "at \(frame)")
            #expect(!ranges.overlaps(query))
        }
        #expect(
            ranges.covers(PageRange(15, 3)) && !ranges.covers(PageRange(25, 15)),
            "a reversed query is empty at its start")
        #expect(!ranges.covers(PageRange(15, 35)) && ranges.overlaps(PageRange(15, 35)))
    }

    @Test func `alignment rounds out over what is between and in over what is left`() {
        let ranges: PageRanges = [PageRange(1, 3), PageRange(5, 6), PageRange(8, 16), PageRange(17, 31)]
        #expect(ranges.alignedOutward(to: .pages(4)) == [PageRange(0, 32)])
        #expect(ranges.alignedInward(to: .pages(4)) == [PageRange(8, 16), PageRange(20, 28)])
        #expect(ranges.alignedOutward(to: .page) == ranges && ranges.alignedInward(to: .page) == ranges)
        #expect(
            PageRange(UInt64.max - 9, UInt64.max).alignedInward(to: .pages(16)).isEmpty, "no multiple of 16 lies above")
        #expect(PageRange(UInt64.max - 20, UInt64.max).alignedInward(to: .pages(16)).isEmpty)
        #expect(
            PageRange(UInt64.max - 40, UInt64.max).alignedInward(to: .pages(16))
                == PageRange(UInt64.max - 31, UInt64.max - 15))
        #expect(PageRange(5, 5).alignedOutward(to: .pages(4)).isEmpty)
    }

    @Test func `the check of invariants finds what is wrong`() {
        #expect(PageRanges.firstViolation(of: []) == nil)
        #expect(PageRanges.firstViolation(of: [PageRange(1, 2), PageRange(3, 4)]) == nil)
        #expect(PageRanges.firstViolation(of: [PageRange(1, 1)]) == .empty(PageRange(1, 1)))
        #expect(PageRanges.firstViolation(of: [PageRange(4, 3)]) == .empty(PageRange(4, 3)))
        #expect(
            PageRanges.firstViolation(of: [PageRange(1, 2), PageRange(2, 3)])
                == .touch(PageRange(1, 2), PageRange(2, 3)))
        #expect(
            PageRanges.firstViolation(of: [PageRange(1, 3), PageRange(2, 4)])
                == .overlapOrDescend(PageRange(1, 3), PageRange(2, 4)))
        #expect(
            PageRanges.firstViolation(of: [PageRange(5, 6), PageRange(2, 4)])
                == .overlapOrDescend(PageRange(5, 6), PageRange(2, 4)))
    }

    @Test func `searches of ascending arrays whose entries touch`() {
        let tdmrs = [PageRange(0, 10), PageRange(10, 20), PageRange(20, 30)]
        let regions = tdmrs.map { MemoryRegion(pages: $0, node: NodeID(0)) }
        for (frame, expected) in [(0, 0), (9, 0), (10, 1), (29, 2), (30, 3)] as [(UInt64, Int)] {
            #expect(
                tdmrs.firstIndex(endingAbove: PageFrame(frame)) == expected
                    && regions.firstIndex(endingAbove: PageFrame(frame)) == expected)
        }
        #expect(
            tdmrs.firstIndex(startingAtOrAbove: PageFrame(10)) == 1
                && regions.firstIndex(startingAtOrAbove: PageFrame(11)) == 2)
        #expect(tdmrs[1...].firstIndex(endingAbove: PageFrame(0)) == 1, "of a slice, in the slice's own places")
    }

    @Test func `a search from a place on finds what a search of all regions finds`() {
        for count in 0...40 as ClosedRange<UInt64> {
            let regions = (0..<count).map { MemoryRegion(pages: PageRange(2 * $0, 2 * $0 + 1), node: NodeID(0)) }
            for frame in 0...2 * count {
                let expected = regions.firstIndex(endingAbove: PageFrame(frame))
                let found = (0...expected).map { regions.firstIndex(endingAbove: PageFrame(frame), from: $0) }
                #expect(found.allSatisfy { $0 == expected }, "of \(count) regions, frame \(frame): \(found)")
            }
        }
    }

    @Test func `a closure's error ends a sweep`() {
        struct Enough: Error {}
        var gaps: [PageRange] = []
        #expect(throws: Enough.self) {
            try PageRanges([PageRange(10, 20), PageRange(30, 40)]).forEachGap(in: PageRange(0, 50)) { gap in
                gaps.append(gap)
                if gaps.count == 2 { throw Enough() }
            }
        }
        #expect(gaps == [PageRange(0, 10), PageRange(20, 30)])
    }

    /// Anything but a sweep would take minutes.
    @Test func `sets of 262,144 ranges`() {
        let count = 1 << 18 as UInt64
        let even = PageRanges(unchecked: (0..<count).map { PageRange(4 * $0, 4 * $0 + 2) })
        let odd = PageRanges(unchecked: (0..<count).map { PageRange(4 * $0 + 2, 4 * $0 + 4) })
        let all: PageRanges = [PageRange(0, 4 * count)]
        #expect(
            even.union(odd) == all && all.subtracting(even) == odd && even.isDisjoint(with: odd)
                && even.complement(in: all[0]) == odd)
    }
}

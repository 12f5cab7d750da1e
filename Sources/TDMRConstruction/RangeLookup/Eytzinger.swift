import CLookupKernels
public import PhysicalMemory

/// The starts in the order of a breadth-first walk through the search tree (Eytzinger layout: Khuong and Morin, "Array layouts for comparison-based
/// searching", 2017): the children of place k are 2k and 2k + 1, so the starts that the search needs three levels further down lie in one cache line, which is prefetched.
///
/// Costs log2(n) steps of 6 instructions and no branch on the data; log2(n) - 3 cache lines for the starts, of which all but the last few levels stay in the
/// cache, and one for the end. A batch lets 64 queries go down together.
///
/// Counted per query: 79 instructions and 6 branches, the loop's, in a call at 16 entries, 139 and 12 at 1,024, 179 and 16 at 16,384. A batch pays for the
/// overlap with twice the instructions: 137, 282 and 379. In the machine code a step is a compare, a `setae` and a `lea`, beside the prefetch.
///
/// - Complexity: build O(n); lookup O(log n).
public struct Eytzinger: RangeIndex, ChainedIndex {
    public static let name = "eytzinger"

    /// Place 0 is not in the tree: a start above all queries.
    private let starts: CacheLines<UInt64>
    /// The ends of the ranges at the same places. Place 0 is the end for queries below all ranges: none, not even a reversed one, is covered.
    private let ends: CacheLines<UInt64>
    private let count: Int
    /// Levels of the tree, the last of which may not be full.
    private let levels: Int

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        let memlist = try OrderedMemlist(memlist, predicate: predicate)
        let count = memlist.count
        self.count = count
        levels = Int.bitWidth - count.leadingZeroBitCount
        var ends = [UInt64](repeating: 0, count: count + 1)
        starts = CacheLines(count: count + 1) { starts in
            starts.initializeElement(at: 0, to: .max)
            var place = Self.firstPlace(count)
            memlist.forEachRange { _, range in
                starts.initializeElement(at: place, to: range.start.rawValue)
                ends[place] = range.end.rawValue
                place = Self.place(after: place, count)
            }
        }
        self.ends = CacheLines(ends)
    }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        starts.withElements { starts in
            let wanted = Self.wanted(query)
            var place = 1
            for _ in 1..<max(levels, 1) {
                // Eight starts a line, so this is the line three levels down. Not beyond the end: the processor would walk the page tables for nothing.
                lookup_prefetch(starts + min(8 &* place, count))
                place = 2 &* place &+ Self.one(if: starts[place] <= wanted)
            }
            return holds(lastRightTurn(afterLastLevel(place, wanted, starts)), query)
        }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        answerInStep(queries, into: &answers) { queries, places in
            starts.withElements { starts in
                for i in queries.indices { places[i] = 1 }
                for _ in 1..<max(levels, 1) {
                    for i in queries.indices {
                        let place = 2 &* places[i] &+ Self.one(if: starts[places[i]] <= Self.wanted(queries[i]))
                        places[i] = place
                        lookup_prefetch(starts + min(place, count))
                    }
                }
                ends.withElements { ends in
                    for i in queries.indices {
                        places[i] = lastRightTurn(afterLastLevel(places[i], Self.wanted(queries[i]), starts))
                        lookup_prefetch(ends + places[i])
                    }
                }
                var word: UInt64 = 0
                for i in queries.indices { word |= lookup_opaque(holds(places[i], queries[i]) ? 1 : 0) &<< UInt64(i) }
                return word
            }
        }
    }

    public var size: ByteCount { starts.size + ends.size }

    /// The start to look for. No range starts at the highest number, so that one may stand for the number below it.
    @inline(__always)
    private static func wanted(_ query: PageRange) -> UInt64 { min(query.start.rawValue, .max - 1) }

    @inline(__always)
    private static func one(if condition: Bool) -> Int { Int(truncatingIfNeeded: lookup_opaque(condition ? 1 : 0)) }

    /// One more step. All levels but the last are full; a place that is missing there counts as one above the query.
    @inline(__always)
    private func afterLastLevel(_ place: Int, _ wanted: UInt64, _ starts: UnsafePointer<UInt64>) -> Int {
        let existing = place & (0 &- Self.one(if: place <= count))
        return 2 &* place &+ Self.one(if: starts[existing] <= wanted)
    }

    /// The place of the last start that the way down found at or below the query; 0 if there is none. The trailing zeros of the place are the left turns since.
    @inline(__always)
    private func lastRightTurn(_ place: Int) -> Int { place &>> (place.trailingZeroBitCount &+ 1) }

    @inline(__always)
    private func holds(_ place: Int, _ query: PageRange) -> Bool {
        ends.withElements { ends in (query.end.rawValue <= ends[place] ? 1 : 0) & (place != 0 ? 1 : 0) as UInt64 != 0 }
    }

    /// The leftmost place.
    private static func firstPlace(_ count: Int) -> Int {
        var place = 1
        while 2 * place <= count { place *= 2 }
        return place
    }

    /// The next place in ascending order of starts; 0 after the last.
    private static func place(after place: Int, _ count: Int) -> Int {
        var next = 2 * place + 1
        if next <= count {
            while 2 * next <= count { next *= 2 }
            return next
        }
        next = place
        while next & 1 == 1 { next >>= 1 }
        return next >> 1
    }
}

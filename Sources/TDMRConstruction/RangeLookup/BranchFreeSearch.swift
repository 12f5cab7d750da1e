import CLookupKernels
public import PhysicalMemory

/// Binary search without a branch on the data: both halves have the same length, so the number of steps is known and only the base moves, by a mask.
///
/// The mask goes through `lookup_opaque`, because the compiler turns every other form of a conditional move here back into a branch.
///
/// Costs log2(n) steps of 5 instructions, one dependent load each and no misprediction: faster than `binary-search` as long as the loads hit the cache,
/// slower for single calls in memory, where the other's branches speculate and prefetch. A batch over more than the first-level cache holds lets 64 queries take
/// each step together and prefetches the operands of the next step, so that their misses overlap.
///
/// Counted per query: 84 instructions and 8 branches, the loop's, at 16 entries, 174 and 14 at 1,024, 236 and 18 at 16,384; one mispredicted, where the loop
/// ends, and none at 16. In the machine code a step is a compare, an `adc` that makes the mask, an `and` and an `add`; the one jump that depends on an entry is
/// for queries below the first.
///
/// - Complexity: build O(n), a copy of the ranges; lookup O(log n).
public struct BranchFreeSearch: RangeIndex, ChainedIndex {
    public static let name = "branch-free-search"

    private let ranges: CacheLines<PageRange>

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        ranges = CacheLines(try OrderedMemlist(memlist, predicate: predicate))
    }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        ranges.withElements { ranges in
            guard self.ranges.count > 0 else { return false }
            var base = 0
            var length = self.ranges.count
            while length > 1 {
                let half = length / 2
                base &+= Self.step(half, if: ranges[base &+ half].start <= query.start)
                length &-= half
            }
            return Self.holds(ranges[base], query)
        }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        guard ranges.size > CacheSize.first else { return coversOneByOne(queries, into: &answers) }
        answerInStep(queries, into: &answers) { queries, bases in
            ranges.withElements { ranges in
                for i in queries.indices { bases[i] = 0 }
                var length = self.ranges.count
                while length > 1 {
                    let half = length / 2
                    length &-= half
                    for i in queries.indices {
                        let base = bases[i] &+ Self.step(half, if: ranges[bases[i] &+ half].start <= queries[i].start)
                        bases[i] = base
                        lookup_prefetch(ranges + (base &+ length / 2))
                    }
                }
                var word: UInt64 = 0
                for i in queries.indices {
                    word |= lookup_opaque(Self.holds(ranges[bases[i]], queries[i]) ? 1 : 0) &<< UInt64(i)
                }
                return word
            }
        }
    }

    public var size: ByteCount { ranges.size }

    /// `length` or 0.
    @inline(__always)
    private static func step(_ length: Int, if condition: Bool) -> Int {
        length & Int(truncatingIfNeeded: lookup_opaque(0 &- (condition ? 1 : 0)))
    }

    /// The base may still be the first range, which then starts above the query.
    @inline(__always)
    private static func holds(_ range: PageRange, _ query: PageRange) -> Bool {
        (range.start <= query.start ? 1 : 0) & (query.end <= range.end ? 1 : 0) as UInt64 != 0
    }
}

import MemoryMaps
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import Workloads

/// The list, the kind of queries and the oracle's answers to a sample of them.
final class LookupInput {
    let memlist: [MemoryRegion]
    let predicate: CoverPredicate
    let queries: QueryKind
    /// The ranges, one of which must hold a covered query: queries are drawn around these.
    private let ranges: [MemoryRegion]

    convenience init(_ shape: MemlistShape, entries: Int, queries: QueryKind = .anyRange) {
        let memlist = shape.memlist(count: entries, seed: 1)
        self.init(memlist, ranges: memlist, queries, .oneEntry)
    }

    convenience init(_ map: HostMemoryMap, queries: QueryKind) {
        self.init(map.memory, ranges: map.memory, queries, .oneEntry)
    }

    /// Asked for the union of `entries` entries, two for each range.
    convenience init(halvesOf shape: MemlistShape, entries: Int) {
        let ranges = shape.memlist(count: entries / 2, seed: 1)
        let halves = ranges.flatMap { whole in
            let middle = whole.start + whole.pages.count / 2
            return [(whole.start, middle), (middle, whole.end)].map {
                MemoryRegion(pages: PageRange(start: $0, end: $1), node: whole.node)
            }
        }
        self.init(halves.filter { !$0.pages.isEmpty }, ranges: ranges, .anyRange, .union)
    }

    private init(_ memlist: [MemoryRegion], ranges: [MemoryRegion], _ queries: QueryKind, _ predicate: CoverPredicate) {
        self.memlist = memlist
        self.ranges = ranges
        self.queries = queries
        self.predicate = predicate
    }

    private(set) lazy var samples: [PageRange] = {
        var random = SeededRandom(seed: 2)
        var samples = [PageRange](repeating: PageRange(0, 1), count: memlist.count > 1024 ? 12_000 : 3_000)
        refill(&samples, random: &random)
        return queries == .anyRange ? samples + RangeQueries.odd(memlist, count: 1000, random: &random) : samples
    }()

    private(set) lazy var expected = RangeLookupOracle(memlist, predicate: predicate).answers(to: samples)

    /// One query to warm up with for each half of a cache line of a table of the list, at most 2^20, which fill a large cache twice.
    var warmingCount: Int {
        LookupWorkload.warmingBatch * max(1, min(1 << 20, memlist.count / 2) / LookupWorkload.warmingBatch)
    }

    /// One after the other through the list: the same number of random queries would leave one line in seven untouched.
    private(set) lazy var warmingQueries: [PageRange] = {
        let count = warmingCount
        guard queries == .anyRange, !ranges.isEmpty else {
            var random = SeededRandom(seed: 3)
            var queries = [PageRange](repeating: PageRange(0, 1), count: count)
            refill(&queries, random: &random)
            return queries
        }
        return (0..<count).map { i in
            let start = ranges[i * ranges.count / count].start
            return PageRange(start: start, end: start + 1)
        }
    }()

    /// New queries in the place of the old ones.
    func refill(_ queries: inout [PageRange], random: inout SeededRandom) {
        switch self.queries {
        case .anyRange: RangeQueries.halfCovered(ranges, into: &queries, random: &random)
        case .memoryBlocks: RangeQueries.memoryBlocks(ranges, into: &queries, random: &random)
        }
    }
}

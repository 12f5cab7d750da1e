import MemoryMaps
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import Workloads

/// The list, the kind of queries and the oracle's answers to a sample of them.
struct LookupInput: Sendable {
    let memlist: [MemoryRegion]
    let predicate: CoverPredicate
    let queries: QueryKind
    let samples: [PageRange]
    let expected: [Bool]
    /// One after the other through the list: the same number of random queries would leave one line in seven untouched.
    let warmingQueries: [PageRange]
    /// The ranges, one of which must hold a covered query: queries are drawn around these.
    private let ranges: [MemoryRegion]

    init(_ shape: MemlistShape, entries: Int, queries: QueryKind = .anyRange) {
        let memlist = shape.memlist(count: entries, seed: 1)
        self.init(memlist, ranges: memlist, queries, .oneEntry)
    }

    init(_ map: HostMemoryMap, queries: QueryKind) {
        self.init(map.memory, ranges: map.memory, queries, .oneEntry)
    }

    /// Asked for the union of `entries` entries, two for each range.
    init(halvesOf shape: MemlistShape, entries: Int) {
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
        var random = SeededRandom(seed: 2)
        var samples = [PageRange](repeating: PageRange(0, 1), count: memlist.count > 1024 ? 12_000 : 3_000)
        Self.refill(&samples, queries, ranges, &random)
        if queries == .anyRange { samples += RangeQueries.odd(memlist, count: 1000, random: &random) }
        self.samples = samples
        expected = RangeLookupOracle(memlist, predicate: predicate).answers(to: samples)
        warmingQueries = Self.warmingQueries(queries, ranges, count: Self.warmingCount(entries: memlist.count))
    }

    /// One query to warm up with for each half of a cache line of a table of the list, at most 2^20, which fill a large cache twice.
    static func warmingCount(entries: Int) -> Int {
        LookupWarmUp.batch * max(1, min(1 << 20, entries / 2) / LookupWarmUp.batch)
    }

    private static func warmingQueries(_ queries: QueryKind, _ ranges: [MemoryRegion], count: Int) -> [PageRange] {
        guard queries == .anyRange, !ranges.isEmpty else {
            var random = SeededRandom(seed: 3)
            var warming = [PageRange](repeating: PageRange(0, 1), count: count)
            refill(&warming, queries, ranges, &random)
            return warming
        }
        return (0..<count).map { i in
            let start = ranges[i * ranges.count / count].start
            return PageRange(start: start, end: start + 1)
        }
    }

    /// New queries in the place of the old ones.
    func refill(_ queries: inout [PageRange], random: inout SeededRandom) {
        Self.refill(&queries, self.queries, ranges, &random)
    }

    private static func refill(
        _ queries: inout [PageRange], _ kind: QueryKind, _ ranges: [MemoryRegion], _ random: inout SeededRandom
    ) {
        switch kind {
        case .anyRange: RangeQueries.halfCovered(ranges, into: &queries, random: &random)
        case .memoryBlocks: RangeQueries.memoryBlocks(ranges, into: &queries, random: &random)
        }
    }
}

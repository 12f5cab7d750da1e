import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction

/// Putting a large range online: every memory block looked up by itself, or the whole range once. An operation is one range; a unit is one of its blocks.
///
/// Half of the ranges lie in memory that TDX has, where every block passes; the others above it, where the per-block way refuses every block anew.
enum HotplugSweepSuite {
    static let family = Family(
        name: "hotplug-sweep", summary: "a check per memory block against one for the whole range", operation: "range",
        unit: "block",
        reference: "linear-list", groups: blockSizes.flatMap { size in sweeps(blocks: size) })

    private static let blockSizes: [ByteCount] = [.mib(128), .gib(2)]

    private static func sweeps(blocks size: ByteCount) -> [BenchmarkGroup] {
        [64, 256, 1024, 4096].flatMap { gib in
            [("machine", 20), ("fragmented", 4096)].map { series, entries in
                let tier: BenchmarkGroup.Tier =
                    series == "machine" && (gib == 4096 || gib == 64 && size == .mib(128)) ? .standard : .extended
                return BenchmarkGroup(
                    dataset: .init("\(series)-\(gib)gib", size: gib, series: series),
                    mode: "\(size.rawValue >> 20)mib-blocks", tier: tier,
                    countedOperations: 2, contenders: contenders
                ) { SweepInput(entries: entries, length: .gib(UInt64(gib)), blockSize: size) }
            }
        }
    }

    private static let contenders: [Contender<SweepInput>] = [
        perBlock(LinearList.self), perBlock(BinarySearch.self), perBlock(Grid.self), perBlock(SectionRuns.self),
        perBlock(AutoIndex.self),
        wholeRange(LinearList.self), wholeRange(BinarySearch.self), wholeRange(SectionRuns.self),
        wholeRange(AutoIndex.self),
        // One entry of the list for each range: whether the whole of it lies there.
        Contender("one-entry", role: .limit) { OneEntryWorkload(input: $0) },
    ]

    private static func perBlock<Index: RangeIndex>(_: Index.Type) -> Contender<SweepInput> {
        Contender(Index.name) {
            SweepWorkload<Index>(
                try .init($0.memlist, predicate: .oneEntry, queries: .memoryBlocks), input: $0, asksOnce: false)
        }
    }

    private static func wholeRange<Index: RangeIndex>(_: Index.Type) -> Contender<SweepInput> {
        // Runs are followed through a long range; the others do not care how long it is.
        let queries: QueryKind = Index.self == SectionRuns.self ? .memoryBlocks : .anyRange
        return Contender("whole-range-\(Index.name)") {
            SweepWorkload<Index>(
                try .init($0.memlist, predicate: .oneEntry, queries: queries), input: $0, asksOnce: true)
        }
    }
}

/// A machine with one entry of 8 TiB on top of smaller ones, and room above it.
struct SweepInput: Sendable {
    let memlist: [MemoryRegion]
    let blockSize: ByteCount
    let blocksPerRange: Int
    /// Where the large entry starts; a range starts up to `slack` above it, or as much above its end.
    private let start: PageFrame
    private static let entrySize = ByteCount.gib(8192)
    private static let slack = ByteCount.gib(4096)

    init(entries: Int, length: ByteCount, blockSize: ByteCount) {
        self.blockSize = blockSize
        blocksPerRange = Int(length.rawValue / blockSize.rawValue)
        // Small entries of one block each, every second block.
        let step = ByteCount.gib(4).pages
        var list = (1..<UInt64(entries)).map {
            MemoryRegion(pages: PageRange($0 * step, $0 * step + step / 2), node: NodeID(0))
        }
        start = PageFrame(UInt64(entries) * step)
        list.append(MemoryRegion(pages: PageRange(start: start, end: start + Self.entrySize.pages), node: NodeID(1)))
        memlist = list
    }

    /// The first page of a range.
    func draw(_ random: inout SeededRandom) -> PageFrame {
        let offset = random.below(Self.slack.rawValue / blockSize.rawValue) * blockSize.pages
        return start + offset + (random.next() & 1) * Self.entrySize.pages
    }

    /// How many blocks of the range may go online.
    func expected(_ start: PageFrame) -> Int {
        (0..<UInt64(blocksPerRange)).count { block in
            let range = PageRange(start: start + block * blockSize.pages, end: start + (block + 1) * blockSize.pages)
            return memlist.contains { $0.pages.contains(range) }
        }
    }
}

final class SweepWorkload<Index: RangeIndex>: Workload {
    private let index: Index
    private let input: SweepInput
    private let asksOnce: Bool
    private var starts: [PageFrame] = []

    init(_ index: Index, input: SweepInput, asksOnce: Bool) {
        self.index = index
        self.input = input
        self.asksOnce = asksOnce
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        starts = (0..<operations).map { _ in input.draw(&random) }
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var accepted = 0
        for i in range { accepted &+= sweep(starts[i]) }
        return UInt64(accepted)
    }

    /// The number of blocks that may go online.
    @inline(__always)
    private func sweep(_ start: PageFrame) -> Int {
        let pages = input.blockSize.pages
        let blocks = input.blocksPerRange
        if asksOnce { return index.covers(PageRange(start: start, end: start + UInt64(blocks) * pages)) ? blocks : 0 }
        var accepted = 0
        var at = start
        for _ in 0..<blocks {
            accepted &+= index.covers(PageRange(start: at, end: at + pages)) ? 1 : 0
            at = at + pages
        }
        return accepted
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        for _ in budget.rounds(8, of: "ranges") {
            let start = input.draw(&random)
            let (answer, expected) = (sweep(start), input.expected(start))
            guard answer == expected else {
                throw WrongAnswer("from \(start) on \(expected) blocks may go online, not \(answer)")
            }
        }
    }

    var unitsPerOperation: Int { input.blocksPerRange }
    var footprint: Footprint? { Footprint(index.size, entries: input.memlist.count) }
}

/// Looks at one entry of the list for each range, a random one: it is told which.
final class OneEntryWorkload: Workload {
    private let input: SweepInput
    private var places: [Int] = []

    init(input: SweepInput) { self.input = input }

    func refresh(operations: Int, random: inout SeededRandom) {
        places = (0..<operations).map { _ in Int(random.below(UInt64(input.memlist.count))) }
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for index in range { total &+= input.memlist[places[index]].end.rawValue }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        refresh(operations: 100, random: &random)
        let total = places.reduce(0 as UInt64) { $0 &+ input.memlist[$1].end.rawValue }
        guard run(0..<100) == total else { throw WrongAnswer("an entry was not the one that was asked for") }
    }

    var unitsPerOperation: Int { input.blocksPerRange }
}

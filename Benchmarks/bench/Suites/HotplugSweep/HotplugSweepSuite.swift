import Measurement
import PhysicalMemory
import TDMRConstruction

/// Putting a large range online: every memory block looked up by itself, or the whole range once. An operation is one range; a unit is one of its blocks.
///
/// Half of the ranges lie in memory that TDX has, where every block passes; the others above it, where the per-block check refuses every single block.
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
        // One entry of the list for each range: whether all of the range lies in it.
        Contender("one-entry", role: .limit) { OneEntryWorkload(input: $0) },
    ]

    private static func perBlock<Index: RangeIndex>(_: Index.Type) -> Contender<SweepInput> {
        Contender(Index.name) {
            SweepWorkload<Index>(
                try .init($0.memlist, predicate: .oneEntry, queries: .memoryBlocks), input: $0, asksOnce: false)
        }
    }

    private static func wholeRange<Index: RangeIndex>(_: Index.Type) -> Contender<SweepInput> {
        // This member follows runs through a long range; the others do not depend on its length.
        let queries: QueryKind = Index.self == SectionRuns.self ? .memoryBlocks : .anyRange
        return Contender("whole-range-\(Index.name)") {
            SweepWorkload<Index>(
                try .init($0.memlist, predicate: .oneEntry, queries: queries), input: $0, asksOnce: true)
        }
    }
}

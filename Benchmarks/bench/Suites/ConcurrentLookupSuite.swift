import MemoryMaps
import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import Workloads

/// Is a page range inside one entry of a memlist that is replaced meanwhile? An operation is a round of queries, shared out among the threads; a unit is one query.
///
/// Time is wall time until all threads are done, so time per query is the inverse of the throughput of all together: it halves where two threads do not
/// disturb each other on two processors. More threads than processors take turns; a lock then also costs what the system needs to put threads to
/// sleep, and a thread that loses its processor may keep others waiting. Figures of counters and of CPU time are those of one of the threads.
///
/// Modes: `single` calls or `batch`es of 64, the number of threads, and how often the list is replaced: `read-only`, or once in so many queries,
/// by the thread whose turn it is. It loses its last entry and gets it back.
enum ConcurrentLookupSuite {
    static let family = Family(
        name: "concurrent", summary: "is a range inside one entry of a memlist that is replaced meanwhile?",
        operation: "round", unit: "query",
        reference: "mutex", groups: groups)

    private static let groups = [16, 1024].flatMap { size in
        [1, 2, 4].flatMap { threads in
            ConcurrentMode.Writes.allCases.flatMap { writes in
                ConcurrentMode.Call.allCases.map { call in
                    group(size, ConcurrentMode(call: call, threads: threads, writes: writes))
                }
            }
        }
    }

    /// The few that show most; `--all` takes the others.
    private static let standard: Set<String> = [
        "16/single-2-threads-1-in-100", "1024/single-1-thread-read-only", "1024/single-2-threads-read-only",
        "1024/single-4-threads-read-only",
        "1024/single-2-threads-1-in-10000", "1024/batch-2-threads-read-only",
    ]

    private static func group(_ size: Int, _ mode: ConcurrentMode) -> BenchmarkGroup {
        let members = ConcurrentIndexes.all.map { member in
            Contender<ConcurrentInput>(member.name) { try ConcurrentLookupWorkload(member, mode: mode, input: $0) }
        }
        let limit = Contender<ConcurrentInput>(UnsharedIndex.name, role: .limit) {
            try ConcurrentLookupWorkload(UnsharedIndex.self, mode: mode, input: $0)
        }
        return BenchmarkGroup(
            dataset: BenchmarkGroup.Dataset("random-\(size)", size: size), mode: mode.name,
            tier: standard.contains("\(size)/\(mode.name)") ? .standard : .extended, isCountable: false,
            contenders: members + [limit]
        ) { ConcurrentInput(entries: size) }
    }
}

/// How the threads of a group work.
struct ConcurrentMode: Sendable {
    enum Call: String, CaseIterable {
        /// Each query takes the lock, or the snapshot.
        case single
        /// 64 queries take it together.
        case batch
    }

    enum Writes: Int, CaseIterable {
        case never = 0
        case rare = 10_000
        case frequent = 100
    }

    var call: Call
    var threads: Int
    var writes: Writes

    var name: String {
        "\(call)-\(threads)-thread\(threads == 1 ? "" : "s")-"
            + (writes == .never ? "read-only" : "1-in-\(writes.rawValue)")
    }

    static let queriesPerBatch = 64
    /// What a thread takes at a time.
    var queriesPerPiece: Int { writes == .frequent ? 100 : 1000 }
    /// The first of so many pieces begins with a replacement; nil: none does.
    var piecesPerReplacement: Int? { writes == .never ? nil : writes.rawValue / queriesPerPiece }
    /// Enough that waking the threads is a small part of a round.
    static let piecesPerRound = 50
}

/// The lists that take turns, and what the oracle says about a sample of queries under each.
final class ConcurrentInput: Sendable {
    let lists: [[MemoryRegion]]
    let samples: [PageRange]
    /// Answers as a bitmap, list by list.
    let expected: [[UInt64]]

    init(entries: Int) {
        let memlist = MemlistShape.random.memlist(count: entries, seed: 1)
        lists = [memlist, memlist.dropLast()]
        var random = SeededRandom(seed: 2)
        // Some about the entry that comes and goes.
        samples =
            RangeQueries.halfCovered(memlist, count: 2048, random: &random)
            + RangeQueries.halfCovered(memlist.suffix(1), count: 128, random: &random)
            + RangeQueries.odd(memlist, count: 896, random: &random)
        expected = lists.map { [samples] list in
            var words = [UInt64](repeating: 0, count: (samples.count + 63) / 64)
            for (i, isCovered) in RangeLookupOracle(list, predicate: .oneEntry).answers(to: samples).enumerated()
            where isCovered {
                words[i / 64] |= 1 << UInt64(i % 64)
            }
            return words
        }
    }
}

/// What no technique can beat: threads that share an index nobody replaces. Its writer builds the new one and drops it.
final class UnsharedIndex: ConcurrentIndex {
    static let name = "unshared"

    private let index: AutoIndex
    private let predicate: CoverPredicate
    private let queries: QueryKind

    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        index = try AutoIndex(memlist, predicate: predicate, queries: queries)
        self.predicate = predicate
        self.queries = queries
    }

    func replace(with memlist: [MemoryRegion]) throws(RangeIndexError) {
        _ = try AutoIndex(memlist, predicate: predicate, queries: queries)
    }

    func makeReader() -> Reader { Reader(index) }
    var size: ByteCount { index.size }

    final class Reader: ConcurrentReader {
        private let index: AutoIndex

        fileprivate init(_ index: AutoIndex) { self.index = index }

        func covers(_ query: PageRange) -> Bool { index.covers(query) }
        func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
            index.covers(queries, into: &answers)
        }
        func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
            index.coversOneByOne(queries, into: &answers)
        }
    }
}

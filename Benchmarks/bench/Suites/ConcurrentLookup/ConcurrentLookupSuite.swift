import Measurement
import TDMRConstruction

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

    /// The most informative few; `--all` includes the others.
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
            tier: standard.contains("\(size)/\(mode.name)") ? .standard : .extended, counting: .never,
            contenders: members + [limit]
        ) { ConcurrentInput(entries: size) }
    }
}

import Measurement

/// The limits of the machine itself: one cache line per operation, fetched in four ways. No lookup can be faster. Also the example of a suite.
///
/// A suite consists of a registry of contenders (one line each), the datasets and modes they meet in, the input they share with its oracle, and one workload per
/// way of asking. The line in `Families.all` makes it known to every command.
enum MemorySuite {
    static let family = Family(
        name: "memory", summary: "what the machine allows: one cache line per operation", operation: "load",
        unit: "line", reference: "random",
        groups: sizes.flatMap { lines in
            let dataset = BenchmarkGroup.Dataset("buffer-\(lines)", size: lines)
            let tier: BenchmarkGroup.Tier = lines <= 1 << 18 ? .standard : .extended
            return [
                BenchmarkGroup(
                    dataset: dataset, mode: "throughput", tier: tier, countedOperations: 1000, contenders: independent
                ) {
                    LineBuffer(lines: lines)
                },
                BenchmarkGroup(
                    dataset: dataset, mode: "latency", tier: tier, countedOperations: 1000, reference: "chase",
                    contenders: dependent
                ) {
                    LineBuffer(lines: lines)
                },
            ]
        })

    /// Lines of 64 bytes: within L1, L2, L3 and far beyond.
    private static let sizes = [256, 4096, 1 << 18, 1 << 21]

    private static let independent: [Contender<LineBuffer>] = [
        Contender("sequential", role: .limit) { LoadWorkload(buffer: $0, access: SequentialAccess()) },
        Contender("random") { LoadWorkload(buffer: $0, access: RandomAccess()) },
        Contender("prefetched") { LoadWorkload(buffer: $0, access: PrefetchedAccess()) },
    ]

    private static let dependent: [Contender<LineBuffer>] = [
        Contender("chase") { LoadWorkload(buffer: $0, access: DependentAccess()) },
        Contender("chase-in-order", role: .limit) { LoadWorkload(buffer: $0, access: OrderlyDependentAccess()) },
    ]
}

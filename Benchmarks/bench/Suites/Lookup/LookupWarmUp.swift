import CProbes
import PhysicalMemory
import SeededRandom

/// Queries before each sample that bring the structure into the state of a long run: in the caches, as far as it fits.
///
/// The other contenders have evicted it, and so has the making of the queries, which reads the list; and a sample is too short to reload 4 MiB by itself.
/// Every contender, the limit too, is warmed by the same rule; otherwise the comparison would be of the warming.
struct LookupWarmUp: Sendable {
    private let contender: any LookupContender
    private let queries: [PageRange]
    private var step = 1

    init(_ contender: any LookupContender) {
        self.contender = contender
        queries = contender.footprint.size >= Self.worthwhile ? contender.warmingQueries() : []
    }

    /// Smaller structures are reloaded by the untimed part of a sample.
    private static let worthwhile = ByteCount.kib(16)
    /// The most queries of a step.
    static let batch = 1 << 12

    /// Asks the whole stream, from anywhere in it on, for 6 ms at most: a member that is slower than that touches more lines a query.
    /// - Parameter answers: room for those of `batch` queries.
    mutating func run(into answers: inout [UInt64], random: inout SeededRandom) {
        if queries.isEmpty { return }
        let start = probe_nanoseconds()
        var left = queries.count
        var at = Int(random.below(UInt64(queries.count / Self.batch))) * Self.batch
        while left > 0 && probe_nanoseconds() - start < 6_000_000 {
            let stepStart = probe_nanoseconds()
            let count = min(step, queries.count - at)
            var span = answers.mutableSpan
            contender.answer(queries.span.extracting(at..<at + count), into: &span)
            left -= count
            at = (at + count) % queries.count
            // A slow member checks the clock more often: a step lasts a millisecond or so.
            if step < Self.batch, probe_nanoseconds() - stepStart < 250_000 { step *= 2 }
        }
    }
}

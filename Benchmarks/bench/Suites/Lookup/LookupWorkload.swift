import CLookupKernels
import CProbes
import Measurement
import PhysicalMemory
import SeededRandom

/// Asks queries in one of the ways of `LookupMode`.
///
/// Before each sample other queries bring the structure into the state of a long run: in the caches, as far as it fits. The
/// other contenders have evicted it, and so has the making of the queries, which reads the list; and a sample is too short to reload 4 MiB by itself.
/// Every contender, the limit too, is warmed by the same rule; otherwise the comparison would be of the warming.
final class LookupWorkload: Workload {
    private let contender: any LookupContender
    private let mode: LookupMode
    private let warming: [PageRange]
    private var queries: [PageRange] = []
    private var answers: [UInt64] = []
    private var warmingStep = 1

    init(asking contender: any LookupContender, mode: LookupMode) {
        self.contender = contender
        self.mode = mode
        warming = contender.footprint.size >= Self.worthWarming ? contender.warmingQueries() : []
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        let count = min(operations, mode.mostQueries)
        if queries.count != count {
            queries = [PageRange](repeating: PageRange(0, 1), count: count)
            answers = [UInt64](repeating: 0, count: (max(count, Self.warmingBatch) + 63) / 64)
        }
        contender.refill(&queries, random: &random)
        if !warming.isEmpty { warmUp(&random) }
    }

    func run(_ range: Range<Int>) -> UInt64 {
        let queries = self.queries
        let zero = lookup_opaque(0)
        var span = answers.mutableSpan
        switch mode {
        case .throughput, .union: contender.answer(queries.span.extracting(range), into: &span)
        case .batchInL2: return answerAgain(range, queries)
        case .single: contender.answerOneByOne(queries.span.extracting(range), into: &span)
        case .latency:
            return contender.answerInChain(queries.span.extracting(range), opaqueZero: zero)
        }
        return answers[..<((range.count + 63) / 64)].reduce(0, &+)
    }

    /// The queries from the first on, again when all were asked; as many as the range has.
    private func answerAgain(_ range: Range<Int>, _ queries: [PageRange]) -> UInt64 {
        var span = answers.mutableSpan
        var at = range.lowerBound % max(queries.count, 1)
        var left = range.count
        while left > 0 {
            let step = min(left, queries.count - at)
            contender.answer(queries.span.extracting(at..<at + step), into: &span)
            left -= step
            at = 0
        }
        return answers.reduce(0, &+)
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        try contender.verify(within: budget)
    }

    var footprint: Footprint? { contender.footprint }

    /// Smaller structures are reloaded by the untimed part of a sample.
    private static let worthWarming = ByteCount.kib(16)
    static let warmingBatch = 1 << 12

    /// Asks the whole stream, from anywhere in it on, for 6 ms at most: a member that is slower than that touches more lines a query.
    private func warmUp(_ random: inout SeededRandom) {
        let start = probe_nanoseconds()
        let warming = self.warming
        var left = warming.count
        var at = Int(random.below(UInt64(warming.count / Self.warmingBatch))) * Self.warmingBatch
        while left > 0 && probe_nanoseconds() - start < 6_000_000 {
            let stepStart = probe_nanoseconds()
            let step = min(warmingStep, warming.count - at)
            var span = answers.mutableSpan
            contender.answer(warming.span.extracting(at..<at + step), into: &span)
            left -= step
            at = (at + step) % warming.count
            // A slow member checks the clock more often: a step lasts a millisecond or so.
            if warmingStep < Self.warmingBatch, probe_nanoseconds() - stepStart < 250_000 { warmingStep *= 2 }
        }
    }
}

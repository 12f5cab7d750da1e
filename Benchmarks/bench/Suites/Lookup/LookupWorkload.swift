import CLookupKernels
import CProbes
import Measurement
import PhysicalMemory
import SeededRandom

/// Asks queries in one of the ways of `LookupMode`.
final class LookupWorkload: Workload {
    private let contender: any LookupContender
    private let mode: LookupMode
    private var warmUp: LookupWarmUp
    private var queries: [PageRange] = []
    private var answers: [UInt64] = []

    init(asking contender: any LookupContender, mode: LookupMode) {
        self.contender = contender
        self.mode = mode
        warmUp = LookupWarmUp(contender)
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        let count = min(operations, mode.mostQueries)
        if queries.count != count {
            queries = [PageRange](repeating: PageRange(0, 1), count: count)
            answers = [UInt64](repeating: 0, count: (max(count, LookupWarmUp.batch) + 63) / 64)
        }
        contender.refill(&queries, random: &random)
        warmUp.run(into: &answers, random: &random)
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
}

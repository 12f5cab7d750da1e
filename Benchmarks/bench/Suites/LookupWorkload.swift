import CLookupKernels
import CProbes
import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import Workloads

/// Who is asked: a member of the family over a list, or the limit.
protocol LookupContender {
    /// Independent queries, answered as a bitmap.
    func answer(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>)
    /// The same, one call per query.
    func answerOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>)
    /// Queries of which each waits for the answer to the one before; a number that depends on all answers.
    func answerInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> UInt64
    func refill(_ queries: inout [PageRange], random: inout SeededRandom)
    /// A stream to warm up with: whole batches of 4,096.
    func warmingQueries() -> [PageRange]
    func verify(within budget: VerifyingBudget) throws(WrongAnswer)
    var footprint: Footprint { get }
}

/// Asks queries in one of the ways of `LookupMode`.
///
/// Before each sample the structure is asked other queries until it is where it would be in the middle of a long run: in the caches, as far as it fits. The
/// other contenders have pushed it out, so has the making of the queries, which reads the list; and a sample is too short to bring 4 MiB back by itself.
/// Every contender, the limit too, is warmed by the same rule: else it is the warming that is compared.
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
        warming = contender.footprint.bytes >= Self.worthWarming ? contender.warmingQueries() : []
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

    /// Smaller structures are brought back by the untimed part of a sample.
    private static let worthWarming = 16 << 10
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
            // A member that is slow looks at the clock more often: a step lasts a millisecond or so.
            if warmingStep < Self.warmingBatch, probe_nanoseconds() - stepStart < 250_000 { warmingStep *= 2 }
        }
    }
}

/// A member of the family over a list.
struct IndexedLookup: LookupContender {
    private let index: any RangeIndex
    private let input: LookupInput

    init(member: any RangeIndex.Type, input: LookupInput) throws {
        self.input = input
        index = try member.index(over: input)
    }

    // One dynamic call per batch; the loops inside are specialised for each member.
    func answer(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        index.covers(queries, into: &answers)
    }
    func answerOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        index.coversOneByOne(queries, into: &answers)
    }
    func answerInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> UInt64 {
        UInt64(index.countCoveredInChain(queries, opaqueZero: opaqueZero))
    }

    func refill(_ queries: inout [PageRange], random: inout SeededRandom) { input.refill(&queries, random: &random) }
    func warmingQueries() -> [PageRange] { input.warmingQueries }

    /// The special cases, which stand at the end, first; a slow member is not asked all of the random ones.
    func verify(within budget: VerifyingBudget) throws(WrongAnswer) {
        let count = input.samples.count
        var end = count
        var step = Self.firstStep
        while end > 0 {
            if end < count, budget.isSpent { return budget.stop(after: count - end, of: count, "answers") }
            let first = max(end - step, 0)
            try verify(first..<end)
            end = first
            step = min(2 * step, Self.longestStep)
        }
    }

    private static let firstStep = 16
    private static let longestStep = 1 << 10

    private func verify(_ range: Range<Int>) throws(WrongAnswer) {
        let samples = Array(input.samples[range])
        let expected = input.expected[range]
        let words = index.answers(to: samples)
        for (i, query) in samples.enumerated() {
            let (batch, single, right) = (
                words[i / 64] >> UInt64(i % 64) & 1 == 1, index.covers(query), expected[range.lowerBound + i]
            )
            guard batch == right, single == right else {
                throw WrongAnswer("\(query): expected \(right); in a batch \(batch), alone \(single)")
            }
        }
        let covered = expected.count { $0 }
        let counted = index.countCoveredInChain(samples.span, opaqueZero: 0)
        guard counted == covered else {
            throw WrongAnswer("in a chain \(counted) of \(samples.count) queries are covered, not \(covered)")
        }
    }

    var footprint: Footprint { Footprint(index.size, entries: input.memlist.count) }
}

extension RangeIndex {
    /// The member over the input's list. It refuses lists and queries that it is not made for, and says why.
    static func index(over input: LookupInput) throws(NotApplicable) -> any RangeIndex {
        do { return try Self(input.memlist, predicate: input.predicate, queries: input.queries) } catch {
            throw NotApplicable("\(error)")
        }
    }
}

/// The least a lookup can do: load one random cache line of a table of 16 bytes per entry, in a batch with the lines fetched ahead, in a chain with the
/// address known only when the line before has come. The table lies where those of the members do.
struct OneLineLookup: LookupContender {
    private let table: OneLineTable
    private let warmingCount: Int

    init(_ input: LookupInput) {
        table = OneLineTable(entries: input.memlist.count)
        warmingCount = input.warmingCount
    }

    func answer(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        table.answer(queries, into: &answers)
    }
    func answerOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        table.answerOneByOne(queries, into: &answers)
    }
    func answerInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> UInt64 {
        table.answerInChain(queries, opaqueZero: opaqueZero)
    }

    func warmingQueries() -> [PageRange] {
        (0..<warmingCount).map { i in
            let line = UInt64(i * table.lineCount / warmingCount)
            return PageRange(line, line + 1)
        }
    }

    /// The number of a line is all that is asked for.
    func refill(_ queries: inout [PageRange], random: inout SeededRandom) {
        for i in queries.indices {
            let line = random.below(UInt64(table.lineCount))
            queries[i] = PageRange(line, line + 1)
        }
    }

    func verify(within budget: VerifyingBudget) throws(WrongAnswer) {
        let lines = (0..<UInt64(min(table.lineCount, 5000))).map { PageRange($0, $0 + 1) }
        var batch = [UInt64](repeating: 0, count: 79)
        var single = batch
        var batchSpan = batch.mutableSpan
        answer(lines.span, into: &batchSpan)
        var singleSpan = single.mutableSpan
        answerOneByOne(lines.span, into: &singleSpan)
        var expected = [UInt64](repeating: 0, count: 79)
        for line in lines.indices where line % 3 == 0 { expected[line / 64] |= 1 << UInt64(line % 64) }
        guard batch == expected, single == expected, answerInChain(lines.span, opaqueZero: 0) == (lines.count + 2) / 3
        else {
            throw WrongAnswer("a line was not the one that was asked for")
        }
    }

    var footprint: Footprint { Footprint(bytes: table.lineCount * 64, entries: table.lineCount * 4) }
}

/// Builds an index again and again. A sample's indexes are freed with the next one's first.
final class IndexBuildWorkload: Workload {
    private let input: LookupInput
    private let member: any RangeIndex.Type
    private let sample: IndexedLookup
    private var built: [any RangeIndex] = []

    init(member: any RangeIndex.Type, input: LookupInput) throws {
        self.input = input
        self.member = member
        sample = try IndexedLookup(member: member, input: input)
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        built = []
        built.reserveCapacity(operations)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        for _ in range {
            if let index = try? member.init(input.memlist, predicate: .oneEntry, queries: input.queries) {
                built.append(index)
            }
        }
        return UInt64(built.count)
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        try sample.verify(within: budget)
    }

    var unitsPerOperation: Int { max(input.memlist.count, 1) }
    var footprint: Footprint? { sample.footprint }
}

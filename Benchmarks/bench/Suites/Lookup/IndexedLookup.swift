import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction

/// A member of the family over a list.
struct IndexedLookup: LookupContender {
    private let index: any RangeIndex
    private let chained: (any ChainedIndex)?
    private let input: LookupInput

    init(member: any RangeIndex.Type, input: LookupInput) throws {
        self.input = input
        index = try member.index(over: input)
        chained = index as? any ChainedIndex
    }

    // One dynamic call per batch; the loops inside are specialised for each member.
    func answer(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        index.covers(queries, into: &answers)
    }
    func answerOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        index.coversOneByOne(queries, into: &answers)
    }
    func answerInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> UInt64 {
        UInt64(countCoveredInChain(queries, opaqueZero: opaqueZero))
    }

    /// A member that is not a `ChainedIndex` is called by code that is not specialised for it.
    private func countCoveredInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> Int {
        chained?.countCoveredInChain(queries, opaqueZero: opaqueZero)
            ?? index.countCoveredInChain(queries, opaqueZero: opaqueZero)
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
                throw WrongAnswer(AnswerFault.lookup(query, inBatch: batch, alone: single, expected: right))
            }
        }
        let covered = expected.count { $0 }
        let counted = countCoveredInChain(samples.span, opaqueZero: 0)
        guard counted == covered else {
            throw WrongAnswer(AnswerFault.chain(counted: counted, of: samples.count, expected: covered))
        }
    }

    func verifyInBatch() throws(WrongAnswer) {
        let words = index.answers(to: input.samples)
        for (i, query) in input.samples.enumerated() {
            let batch = words[i / 64] >> UInt64(i % 64) & 1 == 1
            guard batch == input.expected[i] else {
                throw WrongAnswer(AnswerFault.lookupBesideOthers(query, expected: input.expected[i]))
            }
        }
    }

    var footprint: Footprint { Footprint(index.size, entries: input.memlist.count) }
}

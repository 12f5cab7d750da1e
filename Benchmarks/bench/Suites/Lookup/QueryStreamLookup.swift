import Measurement
import PhysicalMemory
import SeededRandom

/// The least that a batch over a short list can do: each query is read, and a bit for each is written. Members keep a list of memory blocks in registers, so that a
/// cache line a query (`OneLineLookup`) is not the least there.
struct QueryStreamLookup: LookupContender {
    static let name = "read-queries"

    private let input: LookupInput

    init(_ input: LookupInput) { self.input = input }

    func answer(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        for word in 0..<(queries.count + 63) / 64 {
            let first = word &* 64
            var sum: UInt64 = 0
            for i in first..<min(first &+ 64, queries.count) {
                sum ^= queries[unchecked: i].start.rawValue ^ queries[unchecked: i].end.rawValue
            }
            answers[word] = sum
        }
    }

    func answerOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        answer(queries, into: &answers)
    }

    func answerInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> UInt64 {
        var sum: UInt64 = 0
        for i in queries.indices { sum = (sum &+ queries[unchecked: i].start.rawValue) ^ opaqueZero }
        return sum
    }

    func warmingQueries() -> [PageRange] { input.warmingQueries }

    func refill(_ queries: inout [PageRange], random: inout SeededRandom) { input.refill(&queries, random: &random) }

    func verify(within budget: VerifyingBudget) throws(WrongAnswer) { try verifyInBatch() }

    func verifyInBatch() throws(WrongAnswer) {
        let queries = input.samples
        var answers = [UInt64](repeating: 0, count: (queries.count + 63) / 64)
        var span = answers.mutableSpan
        answer(queries.span, into: &span)
        for (i, query) in queries.enumerated() { answers[i / 64] ^= query.start.rawValue ^ query.end.rawValue }
        guard answers.allSatisfy({ $0 == 0 }) else { throw WrongAnswer(AnswerFault.incomplete(.queries)) }
    }

    var footprint: Footprint { Footprint(.zero, entries: input.memlist.count) }
}

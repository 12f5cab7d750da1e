import Measurement
import PhysicalMemory
import SeededRandom
import Workloads

/// The least a lookup can do: load one random cache line of a table of 16 bytes per entry, in a batch with the lines fetched ahead, in a chain with the
/// address known only when the line before has come. The table lies where those of the members do.
struct OneLineLookup: LookupContender {
    private let table: OneLineTable
    private let warmingCount: Int

    init(_ input: LookupInput) {
        table = OneLineTable(entries: input.memlist.count)
        warmingCount = LookupInput.warmingCount(entries: input.memlist.count)
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

    /// A query is only the number of a line.
    func refill(_ queries: inout [PageRange], random: inout SeededRandom) {
        for i in queries.indices {
            let line = random.below(UInt64(table.lineCount))
            queries[i] = PageRange(line, line + 1)
        }
    }

    func verify(within budget: VerifyingBudget) throws(WrongAnswer) { try verifyInBatch() }

    func verifyInBatch() throws(WrongAnswer) {
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
            throw WrongAnswer(AnswerFault.incomplete(.line))
        }
    }

    var footprint: Footprint { Footprint(ByteCount(UInt64(table.lineCount * 64)), entries: table.lineCount * 4) }
}

import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction

final class SweepWorkload<Index: RangeIndex>: Workload {
    private let index: Index
    private let input: SweepInput
    private let asksOnce: Bool
    private var starts: [PageFrame] = []

    init(_ index: Index, input: SweepInput, asksOnce: Bool) {
        self.index = index
        self.input = input
        self.asksOnce = asksOnce
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        starts = (0..<operations).map { _ in input.draw(&random) }
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var accepted = 0
        for i in range { accepted &+= sweep(starts[i]) }
        return UInt64(accepted)
    }

    /// The number of blocks that may go online.
    @inline(__always)
    private func sweep(_ start: PageFrame) -> Int {
        let pages = input.blockSize.pages
        let blocks = input.blocksPerRange
        if asksOnce { return index.covers(PageRange(start: start, end: start + UInt64(blocks) * pages)) ? blocks : 0 }
        var accepted = 0
        var at = start
        for _ in 0..<blocks {
            accepted &+= index.covers(PageRange(start: at, end: at + pages)) ? 1 : 0
            at = at + pages
        }
        return accepted
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        for _ in budget.rounds(8, of: "ranges") {
            let start = input.draw(&random)
            let (answer, expected) = (sweep(start), input.expected(start))
            guard answer == expected else {
                throw WrongAnswer(AnswerFault.blocks(answer, from: start, expected: expected))
            }
        }
    }

    var unitsPerOperation: Int { input.blocksPerRange }
    var footprint: Footprint? { Footprint(index.size, entries: input.memlist.count) }
}

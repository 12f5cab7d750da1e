import Measurement
import SeededRandom

final class SurveyWorkload: Workload {
    private let input: SurveyInput
    private let lines: Int

    init(_ input: SurveyInput) {
        self.input = input
        lines = input.lines
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for index in range { total &+= UInt64(input.row(index).tdmrs ?? 0) }
        return total
    }

    /// Every machine is read and planned, and planning the map again gives the same row.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let index = Int(random.below(UInt64(input.logs.count)))
        let row = input.row(index)
        guard row.status == .ok, row.linux != nil, row.bestTime != nil else {
            throw WrongAnswer(AnswerFault.notPlanned(log: index, row))
        }
        guard row == input.row(index) else { throw WrongAnswer(AnswerFault.twoRows(log: index)) }
    }

    var unitsPerOperation: Int { lines }
}

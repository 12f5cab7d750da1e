import Measurement
import SeededRandom

/// Reads one entry of the list for each range, a random one whose index is given.
final class OneEntryWorkload: Workload {
    private let input: SweepInput
    private var places: [Int] = []

    init(input: SweepInput) { self.input = input }

    func refresh(operations: Int, random: inout SeededRandom) {
        places = (0..<operations).map { _ in Int(random.below(UInt64(input.memlist.count))) }
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for index in range { total &+= input.memlist[places[index]].end.rawValue }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        refresh(operations: 100, random: &random)
        let total = places.reduce(0 as UInt64) { $0 &+ input.memlist[$1].end.rawValue }
        guard run(0..<100) == total else { throw WrongAnswer(AnswerFault.incomplete(.entry)) }
    }

    var unitsPerOperation: Int { input.blocksPerRange }
}

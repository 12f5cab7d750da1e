import Algorithms
import Measurement
import MemoryMaps
import PhysicalMemory
import SeededRandom

final class ResolveWorkload<Resolver: OverlapResolver>: Workload {
    private let input: FirmwareMapInput

    init(input: FirmwareMapInput) { self.input = input }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range { total &+= UInt64(Resolver.resolve(input.ranges).count) }
        return total
    }

    /// Asks for the type at the borders of random entries and beside them; every answer must equal that of a scan over all entries.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let resolved = Resolver.resolve(input.ranges)
        for (lower, upper) in resolved.adjacentPairs() where upper.first <= lower.last {
            throw WrongAnswer(AnswerFault.overlap(upper.first, with: lower.last, by: Resolver.name))
        }
        for _ in budget.rounds(300, of: "addresses") {
            let entry = input.ranges[Int(random.below(UInt64(input.ranges.count)))]
            let border = random.below(2) == 0 ? entry.first.rawValue : entry.last.rawValue
            let address = PhysicalAddress(max(border + random.below(3), 1) - 1)
            let expected = input.type(at: address)
            let place = resolved.partitioningIndex { $0.last >= address }
            let answer = place < resolved.count && resolved[place].first <= address ? resolved[place].type : nil
            guard answer == expected else {
                throw WrongAnswer(AnswerFault.type(answer, at: address, by: Resolver.name, expected: expected))
            }
        }
    }

    var unitsPerOperation: Int { input.ranges.count }
}

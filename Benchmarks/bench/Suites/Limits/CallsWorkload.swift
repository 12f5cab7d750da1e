import CProbes
import Measurement
import SeededRandom

/// Calls of an empty function: the limit of families that consist of calls.
final class CallsWorkload: Workload {
    let unitsPerOperation: Int

    init(calls: Int) { unitsPerOperation = max(calls, 1) }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            for _ in 0..<unitsPerOperation { total = Self.call(total) }
        }
        return total
    }

    @inline(never)
    private static func call(_ count: UInt64) -> UInt64 {
        probe_consume(count)
        return count &+ 1
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        guard run(0..<2) == UInt64(2 * unitsPerOperation) else { throw WrongAnswer(AnswerFault.incomplete(.calls)) }
    }
}

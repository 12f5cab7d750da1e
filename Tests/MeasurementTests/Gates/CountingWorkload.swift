import SeededRandom
import Testing

@testable import Measurement

/// Counts the operations it was asked for.
final class CountingWorkload: Workload {
    private(set) var performed = 0
    private(set) var refreshed = 0

    func refresh(operations: Int, random: inout SeededRandom) { refreshed = operations }

    func run(_ range: Range<Int>) -> UInt64 {
        #expect(range.upperBound <= refreshed, "an operation that was not refreshed")
        performed += range.count
        return UInt64(range.count)
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {}
}

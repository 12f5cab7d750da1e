internal import SeededRandom

/// A workload that does a known share more work than it reports: a gate must detect it, and `bench selfcheck` tests the measurement with it.
///
/// A batch of *n* operations performs *n* times `share` more, rounded; exact where that is a whole number.
final class PaddedWorkload: Workload {
    private let base: any Workload
    private let share: Double

    init(_ base: any Workload, share: Double) {
        self.base = base
        self.share = share
    }

    private func extra(_ operations: Int) -> Int { Int((Double(operations) * share).rounded()) }

    func refresh(operations: Int, random: inout SeededRandom) {
        base.refresh(operations: operations + extra(operations), random: &random)
    }

    func run(_ range: Range<Int>) -> UInt64 { base.run(range.lowerBound..<range.upperBound + extra(range.count)) }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        try base.verify(random: &random, within: budget)
    }
    var unitsPerOperation: Int { base.unitsPerOperation }
    var footprint: Footprint? { base.footprint }
    var metrics: [Metric] { base.metrics }
    var firstOperation: Duration? { base.firstOperation }
    var isTimed: Bool { base.isTimed }
}

import CProbes

/// The time for comparing the answers of a case with the oracle's, and which answers it did not suffice for.
///
/// It is measured in the thread's CPU time, so that other programs do not make the comparison less thorough.
package final class VerifyingBudget {
    private let start = probe_thread_nanoseconds()
    private var roundStart = probe_thread_nanoseconds()
    private var longest = Duration.zero
    private let limit: Duration?
    /// How much was compared; nil: nothing was left out.
    package private(set) var untried: PartialComparison?

    /// - Parameter limit: the time; nil: no limit.
    package init(limit: Duration? = nil) { self.limit = limit }

    /// Whether no time is left; called between two rounds.
    package var isSpent: Bool {
        let spent = Duration.nanoseconds(endRound() - start)
        return limit.map { spent > $0 } ?? false
    }

    /// The time of the longest round, the current one included. A comparison that is not divided counts as one round.
    var longestRound: Duration {
        _ = endRound()
        return longest
    }

    private func endRound() -> UInt64 {
        let now = probe_thread_nanoseconds()
        longest = max(longest, .nanoseconds(now - roundStart))
        roundStart = now
        return now
    }

    /// Records that only `done` of `count` were compared. - Parameter what: their name in the plural.
    package func stop(after done: Int, of count: Int, _ what: String) {
        untried = PartialComparison(done: done, count: count, noun: what, limit: limit)
    }

    /// The numbers from 0 up to `count`, as many as there is time for, at least one. Those left out are recorded.
    package func rounds(_ count: Int, of what: String) -> Rounds { Rounds(budget: self, count: count, what: what) }

    /// The rounds of a comparison.
    package struct Rounds: Sequence, IteratorProtocol {
        fileprivate let budget: VerifyingBudget
        fileprivate let count: Int
        fileprivate let what: String
        private var done = 0

        fileprivate init(budget: VerifyingBudget, count: Int, what: String) {
            (self.budget, self.count, self.what) = (budget, count, what)
        }

        package mutating func next() -> Int? {
            guard done < count else { return nil }
            if done > 0, budget.isSpent {
                budget.stop(after: done, of: count, what)
                return nil
            }
            defer { done += 1 }
            return done
        }
    }
}

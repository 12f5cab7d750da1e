import CProbes

/// How long the answers of a case may be compared with the oracle's, and what there was no time for.
///
/// The thread's own CPU time counts, so that other programs do not make the comparison less thorough.
package final class VerifyingBudget {
    private let start = probe_thread_nanoseconds()
    private var turnStart = probe_thread_nanoseconds()
    private var longest = Duration.zero
    private let limit: Duration?
    /// How much was compared; nil: nothing was left out.
    package private(set) var untried: PartialComparison?

    /// - Parameter limit: how long; nil: without end.
    package init(limit: Duration? = nil) { self.limit = limit }

    /// Whether there is no time left; asked between two turns.
    package var isSpent: Bool {
        let spent = Duration.nanoseconds(endTurn() - start)
        return limit.map { spent > $0 } ?? false
    }

    /// How long the longest turn took, the current one included: what is not divided into turns is one.
    var longestTurn: Duration {
        _ = endTurn()
        return longest
    }

    private func endTurn() -> UInt64 {
        let now = probe_thread_nanoseconds()
        longest = max(longest, .nanoseconds(now - turnStart))
        turnStart = now
        return now
    }

    /// Says that only `done` of `count` were compared. - Parameter what: their name in the plural.
    package func stop(after done: Int, of count: Int, _ what: String) {
        untried = PartialComparison(done: done, count: count, noun: what, limit: limit)
    }

    /// The numbers from 0 up to `count`, as many as there is time for, at least one. What is left out is noted.
    package func rounds(_ count: Int, of what: String) -> Rounds { Rounds(budget: self, count: count, what: what) }

    /// The turns of a comparison.
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

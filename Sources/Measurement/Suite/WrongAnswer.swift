/// An algorithm's answer differs from the oracle's. No time is ever printed for it.
package struct WrongAnswer: Error, Hashable, Sendable {
    /// What was asked, what was expected and what came, in one line.
    package var explanation: String

    /// A wrong answer that is told as `explanation`.
    package init(_ explanation: String) { self.explanation = explanation }
}

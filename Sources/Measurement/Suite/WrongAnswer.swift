/// An algorithm's answer differs from the oracle's. No time is ever printed for it.
package struct WrongAnswer: Error, Hashable, Sendable {
    /// The question, the expected and the given answer, in one line.
    package var explanation: String

    /// A wrong answer with this explanation.
    package init(_ explanation: String) { self.explanation = explanation }
}

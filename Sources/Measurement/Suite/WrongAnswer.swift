/// An algorithm's answer differs from the oracle's. No time is ever printed for it.
public struct WrongAnswer: Error, Hashable, Sendable {
    /// What was asked, what was expected and what came, in one line.
    public var explanation: String

    /// A wrong answer that is told as `explanation`.
    public init(_ explanation: String) { self.explanation = explanation }
}

/// An algorithm's answer differs from the oracle's. No time is ever printed for it.
package struct WrongAnswer: Error, Sendable {
    /// The question, the expected and the given answer; its description is one line.
    package var cause: any Error & CustomStringConvertible

    /// A wrong answer described by `cause`.
    package init(_ cause: any Error & CustomStringConvertible) { self.cause = cause }
}

extension WrongAnswer: CustomStringConvertible {
    package var description: String { cause.description }
}

extension WrongAnswer: Hashable {
    /// Two are equal if their descriptions are.
    package static func == (one: Self, other: Self) -> Bool { one.description == other.description }

    package func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

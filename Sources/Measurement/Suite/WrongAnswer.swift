/// An algorithm's answer differs from the oracle's. No time is ever printed for it.
package struct WrongAnswer: Error, Sendable {
    /// What was asked, what was expected and what came; its description is one line.
    package var cause: any Error & CustomStringConvertible

    /// A wrong answer that is told as `cause` tells it.
    package init(_ cause: any Error & CustomStringConvertible) { self.cause = cause }
}

extension WrongAnswer: CustomStringConvertible {
    package var description: String { cause.description }
}

extension WrongAnswer: Hashable {
    /// Equal are those that are told alike.
    package static func == (one: Self, other: Self) -> Bool { one.description == other.description }

    package func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

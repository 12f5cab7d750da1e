/// An algorithm gave a wrong answer: exit code 3, and no time is printed.
package struct VerificationFailure: Error, Hashable, Sendable {
    /// The case that was verified.
    package var name: CaseName
    /// The wrong answer.
    package var answer: WrongAnswer
}

/// An algorithm gave a wrong answer: exit code 3, and no time is printed.
public struct VerificationFailure: Error, Hashable, Sendable {
    public var name: CaseName
    /// What it answered.
    public var answer: WrongAnswer
}

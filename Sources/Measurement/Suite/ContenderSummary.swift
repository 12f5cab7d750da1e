/// What is known of a contender before its group is opened.
public struct ContenderSummary: Hashable, Sendable {
    public var name: String
    /// Whether it is a member, the reference or a limit.
    public var role: ContenderRole
}

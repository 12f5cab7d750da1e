/// The facts about a contender that are known before its group is opened.
package struct ContenderSummary: Hashable, Sendable {
    /// The second part of the names of its cases.
    package var name: String
    /// Whether it is a member, the reference or a limit.
    package var role: ContenderRole
}

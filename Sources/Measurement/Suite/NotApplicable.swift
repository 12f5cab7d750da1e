/// An algorithm does not apply to a dataset. Shown as such, with the reason; not an error.
package struct NotApplicable: Error, Hashable, Sendable {
    /// One line for a person, `CaseResult.reason` in the file. Text, because each suite has reasons of its own.
    package var reason: String

    /// A member that does not apply for `reason`.
    package init(_ reason: String) { self.reason = reason }
}

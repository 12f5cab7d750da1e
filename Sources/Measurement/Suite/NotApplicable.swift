/// An algorithm does not apply to a dataset. Shown as such, with the reason; not an error.
public struct NotApplicable: Error, Hashable, Sendable {
    /// One line for a person.
    public var reason: String

    /// A member that does not apply for `reason`.
    public init(_ reason: String) { self.reason = reason }
}

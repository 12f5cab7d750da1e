/// Why counting failed, in a few words.
public struct CounterFault: Error, Hashable, Sendable {
    /// One line for a person.
    public var reason: String

    /// A fault that is told as `reason`.
    public init(_ reason: String) { self.reason = reason }
}

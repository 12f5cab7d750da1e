/// Why counting failed, in a few words.
public struct CounterFault: Error, Hashable, Sendable {
    /// One line for a person.
    public var reason: String
    /// Whether there is no such event on this processor, or its name is not known.
    var eventIsUnknown = false

    /// A fault that is told as `reason`.
    public init(_ reason: String) { self.reason = reason }
}

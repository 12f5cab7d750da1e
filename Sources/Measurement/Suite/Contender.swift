/// What a contender is in a comparison.
public enum ContenderRole: String, Codable, Sendable {
    /// An algorithm of the family.
    case member
    /// Not an algorithm: the least work that the machine allows for this question (one random cache line per query, one copy of the data). Shown as a
    /// line to measure the members by; never a winner, never in a crossover.
    case limit
}

/// One algorithm of a family: the registry line.
public struct Contender<Input>: Sendable {
    /// The `algorithm` part of the case name.
    public let name: String
    /// What it is in the family.
    public let role: ContenderRole
    /// The largest dataset (in `Dataset.size`) on which this algorithm ends in reasonable time; nil: any.
    public let maximumSize: Int?
    let prepare: @Sendable (Input) throws -> any Workload

    /// - Parameter prepare: builds the workload on the group's shared input, untimed. Throws `NotApplicable` where the algorithm has no answer for this
    ///   input.
    public init(_ name: String, role: ContenderRole = .member, maximumSize: Int? = nil, prepare: @escaping @Sendable (Input) throws -> any Workload) {
        self.name = name
        self.role = role
        self.maximumSize = maximumSize
        self.prepare = prepare
    }
}

/// An algorithm does not apply to a dataset. Shown as such, with the reason; not an error.
public struct NotApplicable: Error, Hashable, Sendable {
    /// One line for a person.
    public var reason: String

    /// A member that does not apply for `reason`.
    public init(_ reason: String) { self.reason = reason }
}

/// One algorithm of a family: the registry line.
package struct Contender<Input>: Sendable {
    /// The `algorithm` part of the case name.
    package let name: String
    /// Its role in the family.
    package let role: ContenderRole
    /// The largest dataset (in `Dataset.size`) on which this algorithm ends in reasonable time; nil: any.
    package let maximumSize: Int?
    let prepare: @Sendable (Input) throws -> any Workload

    /// - Parameter prepare: builds the workload on the group's shared input, untimed. Throws `NotApplicable` where the algorithm has no answer for this
    ///   input.
    package init(
        _ name: String, role: ContenderRole = .member, maximumSize: Int? = nil,
        prepare: @escaping @Sendable (Input) throws -> any Workload
    ) {
        self.name = name
        self.role = role
        self.maximumSize = maximumSize
        self.prepare = prepare
    }
}

/// The facts about a family that a result holds: the names of its units and its reference.
package struct FamilySummary: Hashable, Codable, Sendable {
    /// The first part of the names of its cases.
    package var name: String
    /// The question of the family, one sentence.
    package var summary: String
    /// The name of one operation: `query`, `build`.
    package var operation: String
    /// The name of the units of an operation: `region`, `TDMR`.
    package var unit: String
    /// The algorithm that others are compared with.
    package var reference: String
    /// The metric by which members are ranked; nil: the time.
    package var merit: String?

    /// The summary of `family`.
    package init(_ family: Family) {
        name = family.name
        summary = family.summary
        operation = family.operation
        unit = family.unit
        reference = family.reference
        merit = family.merit
    }
}

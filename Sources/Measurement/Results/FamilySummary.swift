/// A family as the result needs it: words for units and who the reference is.
package struct FamilySummary: Hashable, Codable, Sendable {
    /// The first part of the names of its cases.
    package var name: String
    /// What the family is about, one sentence.
    package var summary: String
    /// What one operation is: `query`, `build`.
    package var operation: String
    /// What an operation is divided into: `region`, `TDMR`.
    package var unit: String
    /// The algorithm that others are compared with.
    package var reference: String
    /// The metric that says which member is best; nil: the time.
    package var merit: String?

    /// What a result keeps of `family`.
    package init(_ family: Family) {
        name = family.name
        summary = family.summary
        operation = family.operation
        unit = family.unit
        reference = family.reference
        merit = family.merit
    }
}

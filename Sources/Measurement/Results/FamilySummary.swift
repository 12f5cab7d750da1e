/// A family as the result needs it: words for units and who the reference is.
public struct FamilySummary: Hashable, Codable, Sendable {
    public var name: String
    /// What the family is about, one sentence.
    public var summary: String
    /// What one operation is: `query`, `build`.
    public var operation: String
    /// What an operation is divided into: `region`, `TDMR`.
    public var unit: String
    /// The algorithm that others are compared with.
    public var reference: String
    /// The metric that says which member is best; nil: the time.
    public var merit: String?

    /// What a result keeps of `family`.
    public init(_ family: Family) {
        name = family.name
        summary = family.summary
        operation = family.operation
        unit = family.unit
        reference = family.reference
        merit = family.merit
    }
}

/// The role of a contender in a comparison.
package enum ContenderRole: String, Codable, Sendable {
    /// An algorithm of the family.
    case member
    /// Not an algorithm: the least work that the machine allows for this question (one random cache line per query, one copy of the data). Shown as a
    /// line to measure the members by; never a winner, never in a crossover.
    case limit
}

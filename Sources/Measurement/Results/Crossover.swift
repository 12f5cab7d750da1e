/// The size at which one member of a family becomes faster than another, on one curve.
package struct Crossover: Hashable, Codable, Sendable {
    /// The family's name.
    package var family: String
    /// How the members are asked.
    package var mode: String
    /// The curve.
    package var series: String
    /// The index of the machine in the result.
    package var machine: Int
    /// The faster one below.
    package var from: String
    /// The faster one above.
    package var to: String
    /// Entries; between two measured sizes, by straight lines in the log-log plane.
    package var size: Double
    /// The measured sizes around it.
    package var between: [Int]
    /// Whether the intervals on both sides show which is faster; false: the size is only approximate.
    package var isCertain: Bool
    /// Whether `from` is the fastest of all members below, and `to` the fastest of all above.
    package var isLead: Bool

    package init(
        family: String, mode: String, series: String, machine: Int, from: String, to: String, size: Double,
        between: [Int], isCertain: Bool,
        isLead: Bool
    ) {
        self.family = family
        self.mode = mode
        self.series = series
        self.machine = machine
        self.from = from
        self.to = to
        self.size = size
        self.between = between
        self.isCertain = isCertain
        self.isLead = isLead
    }
}

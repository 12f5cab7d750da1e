/// The size at which one member of a family becomes faster than another, on one curve.
public struct Crossover: Hashable, Codable, Sendable {
    /// The family's name.
    public var family: String
    /// How the members are asked.
    public var mode: String
    /// The curve.
    public var series: String
    /// The index of the machine in the result.
    public var machine: Int
    /// The faster one below.
    public var from: String
    /// The faster one above.
    public var to: String
    /// Entries; between two measured sizes, by straight lines in the log-log plane.
    public var size: Double
    /// The measured sizes around it.
    public var between: [Int]
    /// Whether the intervals say on both sides who is faster; false: somewhere around there.
    public var isCertain: Bool
    /// Whether the one below is the fastest of all there and the one above the fastest of all there: the lead changes hands.
    public var isLead: Bool

    public init(
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

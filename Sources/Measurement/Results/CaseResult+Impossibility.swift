extension CaseResult {
    /// A contradiction in a case's figures.
    enum Impossibility: Sendable, CustomStringConvertible {
        case interval(of: String)
        case operations(Int, units: Int)
        case size(Int)
        case negativeCPUTime
        case distribution(values: Int, counts: Int)
        case distributionTooLarge

        var description: String {
            switch self {
            case .interval(let name): "the \(name) is not an interval above 0"
            case .operations(let count, let units): "\(count) operations of \(units) units"
            case .size(let size): "the size is \(size)"
            case .negativeCPUTime: "a CPU time is below 0"
            case .distribution(let values, let counts): "the distribution has \(values) values but \(counts) counts"
            case .distributionTooLarge: "the distribution is larger than any that can be measured"
            }
        }
    }
}

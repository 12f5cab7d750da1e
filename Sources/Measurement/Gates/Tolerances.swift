/// Changes up to these shares are ignored by a comparison.
public struct Tolerances: Hashable, Sendable {
    /// Times and ratios of times.
    package var timing: Double
    /// Exact counts. Not zero: an unrelated change may move a jump by an instruction.
    package var count: Double

    public init(timing: Double = 0.05, count: Double = 0.003) {
        self.timing = timing
        self.count = count
    }

    func tolerance(for kind: MeasuredFigure.Kind) -> Double {
        switch kind {
        case .timing: timing
        case .count: count
        case .exact: 0
        }
    }
}

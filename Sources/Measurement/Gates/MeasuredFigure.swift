import RealModule

/// One figure of a case under the name that thresholds and comparisons use.
///
/// Names: `time` (nanoseconds per operation), `ratio` (to the reference of the same run), `bytes-per-entry`, a counter's name (`instructions`, ...: events
/// per operation), a metric's name (`reserved-areas`, ...).
package struct MeasuredFigure: Hashable, Sendable {
    /// `time`, a counter or a metric of the case.
    package var metric: String
    /// The figure with its interval; width zero for exact ones.
    package var value: Estimate
    /// Whether less or more is better.
    package var better: Metric.Better
    /// The kind of the figure.
    package var kind: Kind
    /// Logarithms by block, where the figure comes from samples: two of them can be compared with an interval.
    var logarithms: [Double]

    /// The facts that two figures must share to be compared.
    package enum Kind: Sendable {
        /// A time: the whole key of the machine.
        case timing
        /// An exact count: the code that runs (processor model, compiler, libc, valgrind).
        case count
        /// A property of the answer, which is the same everywhere: none.
        case exact
    }
}

extension MeasuredFigure {
    init(exact metric: String, _ value: Double, _ better: Metric.Better, _ kind: Kind) {
        self.init(
            metric: metric, value: Estimate(value: value, low: value, high: value), better: better, kind: kind,
            logarithms: [])
    }

    /// The change from `old`; nil where there is no ratio (a change from 0).
    package func change(from old: MeasuredFigure) -> Change? {
        if logarithms.count >= 2, old.logarithms.count >= 2 {
            return Change(
                ratio: MedianInterval.difference(logarithms, old.logarithms).map { Double.exp($0) }, better: better)
        }
        if value.value == old.value.value { return Change(ratio: Estimate(value: 1, low: 1, high: 1), better: better) }
        guard old.value.value > 0, value.value >= 0 else { return nil }
        return Change(
            ratio: Estimate(
                value: value.value / old.value.value, low: value.low / old.value.high, high: value.high / old.value.low),
            better: better)
    }
}

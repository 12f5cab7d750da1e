internal import Measurement

/// Figures by the name of their metric.
enum MetricText {
    static func value(_ value: Double, _ metric: String) -> String {
        switch metric {
        case "time": Figure.time(nanoseconds: value)
        case "ratio": Figure.ratio(value)
        default:
            value == value.rounded() || abs(value) < 1
                ? Figure.metric(value) : Figure.fixed(value, decimals: value < 10_000 ? 2 : 0)
        }
    }

    /// `+3.1 %`, `-0.2 %`, `same`.
    static func change(_ ratio: Double) -> String {
        if ratio == 1 { return "same" }
        return (ratio > 1 ? "+" : "") + Figure.percent(ratio - 1, decimals: abs(ratio - 1) < 0.1 ? 2 : 1)
    }
}

import HostReports
import Reporting
import SafeText
import TDXHost
import TDXModule

/// The rungs of one machine as bars with intervals.
struct LadderPicture {
    let title: String
    let ladder: Ladder

    var chart: BarChart {
        let bars = ladder.rungs.compactMap { rung -> BarChart.Bar? in
            guard let time = rung.time(ladder.costs), let interval = rung.interval(ladder.costs) else { return nil }
            return BarChart.Bar(
                name: rung.name, value: time.total.seconds * 1000, low: interval.low.seconds * 1000,
                high: interval.high.seconds * 1000)
        }
        return BarChart(
            title: title, valueLabel: "ms to \"initialized\", predicted; whiskers: over the ranges of all parameters",
            bars: bars)
    }
}

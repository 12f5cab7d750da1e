import Foundation
import Reporting
import Testing

@Suite struct ChartTests {
    private func chart(_ series: [LogLogChart.Series], limit: LogLogChart.Series? = nil) -> LogLogChart {
        LogLogChart(
            title: "lookup <throughput>", sizeLabel: "entries", valueLabel: "ns per query", series: series,
            limit: limit,
            marks: [.init(size: 2048, label: "L1d 48 KiB")])
    }

    private func curve(_ name: String, _ values: [Double]) -> LogLogChart.Series {
        .init(
            name: name,
            points: values.enumerated().map { index, value in
                .init(size: Double(16 << (2 * index)), value: value, low: value * 0.97, high: value * 1.04)
            })
    }

    @Test func `the same chart gives the same bytes`() {
        let one = chart([curve("a", [1, 2, 4, 8])]).draw().standalone
        #expect(one == chart([curve("a", [1, 2, 4, 8])]).draw().standalone)
    }

    @Test func `names are escaped and every series is labelled once`() {
        let svg = chart([curve("a&b", [1, 2]), curve("list", [3, 40])], limit: curve("limit", [0.5, 0.6])).draw().inline
        #expect(svg.contains("lookup &lt;throughput&gt;"))
        #expect(svg.components(separatedBy: ">a&amp;b<").count == 2)
        #expect(svg.components(separatedBy: ">limit<").count == 2)
        #expect(!svg.contains("nan") && !svg.contains("inf"))
    }

    @Test func `labels of equal curves do not overlap`() throws {
        let svg = chart((0..<12).map { curve("series\($0)", [1, 2, 4]) }).draw().inline
        let heights = svg.split(separator: "\n").filter { $0.contains(">series") && $0.hasPrefix("<text") }.map {
            line in
            Double(line.split(separator: " y=\"")[1].prefix { $0 != "\"" })!
        }
        #expect(heights.count == 12)
        #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 14.9 })
    }

    @Test func `an empty chart, one point and equal values are drawn`() {
        for series in [[], [curve("one", [5])], [curve("flat", [5, 5, 5])]] {
            let svg = chart(series).draw().standalone
            #expect(!svg.contains("nan") && !svg.contains("inf"))
        }
    }

    @Test func `a bar far beyond the others is cut and says its figure`() {
        let bars = [1.0, 2, 3, 900].map { BarChart.Bar(name: "b\(Int($0))", value: $0, low: $0 * 0.9, high: $0 * 1.1) }
        let svg = BarChart(title: "t", valueLabel: "ns", bars: bars).draw().inline
        #expect(svg.contains("900 →"))
    }

    @Test func `a limit is shorter than all bars and yet not the best`() {
        let limit = BarChart.Bar(name: "least", value: 1, low: 1, high: 1, isLimit: true)
        let members = [2.0, 3].map { BarChart.Bar(name: "b\(Int($0))", value: $0, low: $0, high: $0) }
        let svg = BarChart(title: "t", valueLabel: "ns", bars: [limit] + members).draw().inline
        #expect(svg.contains("limit: least"))
        #expect(svg.components(separatedBy: "class=\"least\"").count == 2)
        #expect(svg.components(separatedBy: "class=\"s2 bar\"").count == 2, "one bar is the best")
    }
}

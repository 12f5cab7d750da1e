import Reporting
import Testing

@Suite struct HueTests {
    @Test func `sixty-four hues differ, neighbours also in lightness`() {
        let hues = (0..<64).map { Palette.Hue($0).plain }
        #expect(Set(hues).count == 64)
        /// 0 to 510.
        func lightness(_ colour: String) -> Int {
            let digits = Array(colour.dropFirst())
            let channels = (0..<3).compactMap { Int(String(digits[2 * $0..<2 * $0 + 2]), radix: 16) }
            return (channels.min() ?? 0) + (channels.max() ?? 0)
        }
        #expect(zip(hues, hues.dropFirst()).allSatisfy { abs(lightness($0) - lightness($1)) > 30 })
    }

    @Test func `bars beyond the palette's series have hues`() {
        let chart = LaneChart(
            title: "t", lanes: ["a"],
            bars: (0..<12).map {
                LaneChart.Bar(start: Double($0), end: Double($0 + 1), lane: 0, series: $0, hint: "")
            },
            rows: [LaneChart.Row(start: 0, end: 12, label: "", ticks: [])], legend: [])
        let svg = chart.draw().standalone
        #expect(svg.split(separator: "class=\"hue bar").count == 3)
        #expect(svg.contains("class=\"s9 bar"))
    }
}

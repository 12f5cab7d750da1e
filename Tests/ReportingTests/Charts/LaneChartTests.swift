import Foundation
import Reporting
import Testing

@Suite struct LaneChartTests {
    private static let row = LaneChart.Row(
        start: 0, end: 1000, label: "node 0\n0 to 4 GiB\n4 GiB",
        ticks: [(0, "0x0"), (500, "0x500"), (1000, "0x1000")],
        borders: [(250, "0x250"), (252, "0x252"), (253, "0x253"), (254, "0x254"), (500, "0x500"), (750, "0x750")])

    private static func chart(_ bars: [LaneChart.Bar], title: String = "a.log\nstrategy best") -> String {
        LaneChart(
            title: title, lanes: ["memory", "areas"], bars: bars, rows: [row],
            legend: [
                "memory, even node", "reserved area", "a TDMR and its PAMT share a colour", "kept by the firmware",
            ]
        )
        .draw().standalone
    }

    private static func texts(_ svg: String) -> [(text: String, x: Double, y: Double, anchor: String)] {
        svg.split(separator: "\n").filter { $0.hasPrefix("<text") }.map { line in
            func value(_ name: String) -> String {
                String(line.split(separator: " \(name)=\"", maxSplits: 1)[1].prefix { $0 != "\"" })
            }
            return (
                String(line.split(separator: ">")[1].dropLast("</text".count)), Double(value("x")) ?? 0,
                Double(value("y")) ?? 0, value("text-anchor")
            )
        }
    }

    @Test func `borders are named where there is room, the first ones before the others`() {
        let names = Self.texts(Self.chart([])).map(\.text)
        for name in ["0x0", "0x500", "0x1000", "0x250", "0x252", "0x750"] {
            #expect(names.count { $0 == name } == 1, "\(name)")
        }
        // Two lines are all there is.
        #expect(!names.contains("0x253") && !names.contains("0x254"))
    }

    @Test func `no two names of a line meet, and all of them lie in the picture`() {
        let title = "/srv/logs/" + String(repeating: "long/", count: 40) + "dmesg.txt\nstrategy best, 2 TDMRs"
        let texts = Self.texts(Self.chart([], title: title))
        let spans = texts.map { text -> (y: Double, low: Double, high: Double) in
            let width = 6.2 * Double(text.text.count)
            let low = text.anchor == "end" ? text.x - width : text.anchor == "middle" ? text.x - width / 2 : text.x
            return (text.y, low, low + width)
        }
        #expect(spans.allSatisfy { $0.low >= -1 && $0.high <= 561 }, "\(zip(texts, spans).map { ($0.text, $1) })")
        for (index, span) in spans.enumerated() {
            #expect(!spans[(index + 1)...].contains { $0.y == span.y && $0.low < span.high && span.low < $0.high })
        }
        #expect(texts.first?.text.hasPrefix("…") == true && texts.first?.text.hasSuffix("dmesg.txt") == true)
    }

    /// In grey and in the dark, kinds are told apart by what is drawn over their colours, in the legend as well.
    @Test func `textures are in bars and legend, and defined once`() {
        let area = LaneChart.Bar(
            start: 0, end: 100, lane: 1, series: 1, label: "1 GiB", hint: "reserved", texture: .rising)
        let svg = Self.chart([area, area])
        #expect(svg.components(separatedBy: "<pattern id=\"rising\"").count == 2)
        #expect(svg.components(separatedBy: "fill=\"url(#rising)\"").count == 4)
        #expect(!Self.chart([]).contains("<pattern"))
    }
}

/// Horizontal bars with confidence intervals on a linear axis from zero, best first.
package struct BarChart: Sendable {
    /// One bar with its whisker.
    package struct Bar: Sendable {
        /// What stands beside it.
        package var name: String
        /// Its length, in the axis' unit.
        package var value: Double
        /// The lower end of the whisker.
        package var low: Double
        /// The upper end of the whisker.
        package var high: Double
        /// Whether it is a limit: drawn apart from the members, never the best.
        package var isLimit: Bool

        package init(name: String, value: Double, low: Double, high: Double, isLimit: Bool = false) {
            self.name = name
            self.value = value
            self.low = low
            self.high = high
            self.isLimit = isLimit
        }
    }

    /// Shown above the chart.
    package var title: String
    /// Beside the axis, with the unit.
    package var valueLabel: String
    /// In any order; they are drawn from the top, the best first.
    package var bars: [Bar]
    /// A bar this many times longer than the median is cut at the edge and labelled with its figure, so that the others stay readable.
    package var cut: Double

    package init(title: String, valueLabel: String, bars: [Bar], cut: Double = 12) {
        self.title = title
        self.valueLabel = valueLabel
        self.bars = bars.sorted { ($0.value, $0.name) < ($1.value, $1.name) }
        self.cut = cut
    }

    private static let width = 860.0
    private static let left = 250.0
    private static let right = 120.0
    private static let top = 44.0
    private static let row = 24.0

    /// The chart as a picture.
    package func draw() -> SVGDocument {
        let height = Self.top + Double(bars.count) * Self.row + 44
        var svg = SVGDocument(width: Self.width, height: height, title: title)
        svg.text(title, 16, 24, class: "title")
        let limit = axisEnd
        let scale = (Self.width - Self.left - Self.right) / limit
        let best = bars.firstIndex { !$0.isLimit }
        for (index, bar) in bars.enumerated() {
            draw(
                bar, &svg, index: index, class: bar.isLimit ? "least" : index == best ? "s2 bar" : "s0 bar",
                scale: scale, limit: limit)
        }
        svg.line(Self.left, Self.top, Self.left, height - 36, class: "axis")
        svg.text(valueLabel, Self.left, height - 16, class: "soft")
        return svg
    }

    private var axisEnd: Double {
        let median = bars.isEmpty ? 1 : bars[bars.count / 2].value
        let longest = bars.map(\.high).max() ?? 1
        return max(min(longest, median * cut), .leastNormalMagnitude)
    }

    private func draw(
        _ bar: Bar, _ svg: inout SVGDocument, index: Int, class style: String, scale: Double, limit: Double
    ) {
        let y = Self.top + Double(index) * Self.row
        let isCut = bar.value > limit
        let end = Self.left + min(bar.value, limit) * scale
        let hint =
            "\(bar.name): \(ShortNumber.decimal(bar.value)) (\(ShortNumber.decimal(bar.low)) to \(ShortNumber.decimal(bar.high)))"
        svg.rectangle(Self.left, y + 4, width: end - Self.left, height: Self.row - 8, class: style, hint: hint)
        if !isCut {
            let low = Self.left + bar.low * scale
            let high = Self.left + min(bar.high, limit) * scale
            svg.line(low, y + Self.row / 2, high, y + Self.row / 2, class: "whisker")
            svg.line(low, y + 8, low, y + Self.row - 8, class: "whisker")
            svg.line(high, y + 8, high, y + Self.row - 8, class: "whisker")
        }
        svg.text(bar.isLimit ? "limit: \(bar.name)" : bar.name, Self.left - 8, y + Self.row / 2 + 4, anchor: .end)
        let figure = ShortNumber.decimal(bar.value) + (isCut ? " →" : "")
        svg.text(figure, max(end, Self.left + min(bar.high, limit) * scale) + 6, y + Self.row / 2 + 4, class: "soft")
    }
}

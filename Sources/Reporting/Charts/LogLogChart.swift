/// A log-log picture of cost against size: one curve with its confidence band per series, an optional limit curve, and marks on the size axis.
package struct LogLogChart: Sendable {
    /// One measured point; `low ... high` is its confidence interval.
    package struct Point: Sendable {
        /// Its place on the size axis, above 0.
        package var size: Double
        /// The value, above 0.
        package var value: Double
        /// The lower end of the interval.
        package var low: Double
        /// The upper end of the interval.
        package var high: Double

        package init(size: Double, value: Double, low: Double, high: Double) {
            self.size = size
            self.value = value
            self.low = low
            self.high = high
        }
    }

    /// One curve.
    package struct Series: Sendable {
        /// What the legend calls it.
        package var name: String
        /// Its points, by size.
        package var points: [Point]

        package init(name: String, points: [Point]) {
            self.name = name
            self.points = points.sorted { $0.size < $1.size }
        }
    }

    /// A vertical mark on the size axis: where a cache ends.
    package struct Mark: Sendable {
        /// Its place on the size axis.
        package var size: Double
        /// The text beside it.
        package var label: String

        package init(size: Double, label: String) {
            self.size = size
            self.label = label
        }
    }

    /// Shown above the chart.
    package var title: String
    /// Below the size axis.
    package var sizeLabel: String
    /// Beside the value axis, with the unit.
    package var valueLabel: String
    /// The curves, in the order of the key.
    package var series: [Series]
    /// The physical limit, drawn dashed.
    package var limit: Series?
    /// Vertical lines at sizes of note.
    package var marks: [Mark]

    package init(
        title: String, sizeLabel: String, valueLabel: String, series: [Series], limit: Series? = nil, marks: [Mark] = []
    ) {
        self.title = title
        self.sizeLabel = sizeLabel
        self.valueLabel = valueLabel
        self.series = series.filter { !$0.points.isEmpty }
        self.limit = limit.flatMap { $0.points.isEmpty ? nil : $0 }
        self.marks = marks
    }

    private static let width = 860.0
    private static let left = 64.0
    private static let right = 250.0
    private static let top = 54.0
    private static let bottom = 52.0

    /// Tall enough for a label beside each curve.
    private var height: Double { max(440, Self.top + Self.bottom + Double(series.count + 1) * 15) }

    /// The picture.
    package func draw() -> SVGDocument {
        var svg = SVGDocument(width: Self.width, height: height, title: title)
        let all = (series + (limit.map { [$0] } ?? [])).flatMap(\.points)
        let x = LogAxis(over: all.map(\.size), from: Self.left, to: Self.width - Self.right)
        let y = LogAxis(over: all.flatMap { [$0.low, $0.high, $0.value] }, from: height - Self.bottom, to: Self.top)
        svg.text(title, Self.left, 24, class: "title")
        drawAxes(&svg, x, y)
        drawMarks(&svg, x)
        for (index, series) in series.enumerated() {
            drawBand(&svg, series, x, y, style: "s\(index % Palette.seriesCount) band")
        }
        if let limit { svg.polyline(limit.points.map { (x.position($0.size), y.position($0.value)) }, class: "limit") }
        for (index, series) in series.enumerated() { drawCurve(&svg, series, x, y, index: index) }
        drawLabels(&svg, x, y)
        return svg
    }

    private func drawAxes(_ svg: inout SVGDocument, _ x: LogAxis, _ y: LogAxis) {
        for tick in y.decimalTicks() {
            svg.line(x.from, y.position(tick), x.to, y.position(tick), class: "grid")
            svg.text(ShortNumber.decimal(tick), x.from - 8, y.position(tick) + 4, anchor: .end, class: "soft")
        }
        for tick in x.sizeTicks() {
            svg.line(x.position(tick), y.from, x.position(tick), y.to, class: "grid")
            svg.text(ShortNumber.count(tick), x.position(tick), y.from + 18, anchor: .middle, class: "soft")
        }
        svg.line(x.from, y.from, x.to, y.from, class: "axis")
        svg.line(x.from, y.from, x.from, y.to, class: "axis")
        svg.text(sizeLabel, (x.from + x.to) / 2, y.from + 40, anchor: .middle, class: "soft")
        svg.text(valueLabel, 18, (y.from + y.to) / 2, anchor: .middle, class: "soft", rotated: true)
    }

    private func drawMarks(_ svg: inout SVGDocument, _ x: LogAxis) {
        for mark in marks where x.contains(mark.size) {
            svg.line(x.position(mark.size), Self.top - 2, x.position(mark.size), height - Self.bottom, class: "mark")
            svg.text(mark.label, x.position(mark.size), Self.top - 8, anchor: .middle, class: "soft")
        }
    }

    private func drawBand(_ svg: inout SVGDocument, _ series: Series, _ x: LogAxis, _ y: LogAxis, style: String) {
        guard series.points.count > 1 else { return }
        let upper = series.points.map { (x: x.position($0.size), y: y.position($0.high)) }
        let lower = series.points.reversed().map { (x: x.position($0.size), y: y.position($0.low)) }
        svg.polygon(upper + lower, class: style)
    }

    private func drawCurve(_ svg: inout SVGDocument, _ series: Series, _ x: LogAxis, _ y: LogAxis, index: Int) {
        svg.polyline(
            series.points.map { (x.position($0.size), y.position($0.value)) }, class: "\(Palette.series(index)) curve")
        for point in series.points {
            let hint =
                "\(series.name), \(ShortNumber.count(point.size)): \(ShortNumber.decimal(point.value))"
                + " (\(ShortNumber.decimal(point.low)) to \(ShortNumber.decimal(point.high)))"
            svg.circle(
                x.position(point.size), y.position(point.value), radius: 3,
                class: "s\(index % Palette.seriesCount) dot", hint: hint)
        }
    }

    /// Names stand beside the last point of their curve, pushed apart where they would overlap.
    private func drawLabels(_ svg: inout SVGDocument, _ x: LogAxis, _ y: LogAxis) {
        var labels: [(text: String, style: String, end: (x: Double, y: Double), y: Double)] = []
        for (index, series) in series.enumerated() {
            guard let last = series.points.last else { continue }
            let end = (x: x.position(last.size), y: y.position(last.value))
            labels.append((series.name, "s\(index % Palette.seriesCount)", end, end.y))
        }
        if let last = limit?.points.last, let limit {
            let end = (x: x.position(last.size), y: y.position(last.value))
            labels.append((limit.name, "label", end, end.y))
        }
        labels.sort { $0.y < $1.y }
        let step = 15.0
        for index in labels.indices.dropFirst() { labels[index].y = max(labels[index].y, labels[index - 1].y + step) }
        let overflow = (labels.last?.y ?? 0) - (height - Self.bottom)
        if overflow > 0 {
            var bound = height - Self.bottom
            for index in labels.indices.reversed() {
                labels[index].y = min(labels[index].y, bound)
                bound = labels[index].y - step
            }
        }
        for label in labels {
            svg.line(label.end.x + 4, label.end.y, x.to + 12, label.y, class: "grid")
            svg.text(label.text, x.to + 16, label.y + 4, class: label.style)
        }
    }
}

/// Bars in lanes over a long line, drawn in rows: one row for each stretch of the line that has something on it, so that gaps take no room. For address
/// spaces; it knows nothing of what the bars mean.
public struct LaneChart: Sendable {
    /// A span of one lane.
    public struct Bar: Sendable {
        /// Positions on the line, `start < end`.
        public var start: Double
        /// Where it ends, in the axis' unit.
        public var end: Double
        /// The index of its lane.
        public var lane: Int
        /// Index into the palette of series colours.
        public var series: Int
        /// Shown inside where there is room.
        public var label: String
        /// Shown when the pointer rests on it.
        public var hint: String
        /// Lies beside others that look alike: drawn with an edge, so that they can be told apart without colours.
        public var hasEdge: Bool

        public init(
            start: Double, end: Double, lane: Int, series: Int, label: String = "", hint: String, hasEdge: Bool = false
        ) {
            self.start = start
            self.end = end
            self.lane = lane
            self.series = series
            self.label = label
            self.hint = hint
            self.hasEdge = hasEdge
        }
    }

    /// A stretch of the line that is drawn.
    public struct Row: Sendable {
        /// Where its axis begins.
        public var start: Double
        /// Where its axis ends.
        public var end: Double
        /// Its name, in up to three lines.
        public var label: String
        /// Positions on it that are marked, ascending, and how they are called.
        public var ticks: [(position: Double, label: String)]
        /// What lies between the row before and this one; empty: nothing to be said.
        public var gap: String
        /// A part of another row, drawn larger.
        public var isEnlarged: Bool

        public init(
            start: Double, end: Double, label: String, ticks: [(position: Double, label: String)] = [],
            gap: String = "", isEnlarged: Bool = false
        ) {
            self.start = start
            self.end = end
            self.label = label
            self.ticks = ticks
            self.gap = gap
            self.isEnlarged = isEnlarged
        }
    }

    /// Shown above the chart.
    public var title: String
    /// The name of each lane, from the top.
    public var lanes: [String]
    /// In any order.
    public var bars: [Bar]
    /// Parts of the axis, one below the other.
    public var rows: [Row]
    /// What the series stand for, by index; empty: not to be mentioned.
    public var legend: [String]

    public init(title: String, lanes: [String], bars: [Bar], rows: [Row], legend: [String]) {
        self.title = title
        self.lanes = lanes
        self.bars = bars
        self.rows = rows
        self.legend = legend
    }

    private static let width = 1200.0
    private static let left = 230.0
    private static let right = 24.0
    private static let laneHeight = 15.0
    private static let laneGap = 3.0
    private static let axisHeight = 18.0
    private static let rowGap = 28.0
    private static let top = 84.0

    private var rowHeight: Double { Double(lanes.count) * (Self.laneHeight + Self.laneGap) + Self.axisHeight }

    /// Rows from top to bottom, each on its own scale.
    /// - Complexity: O(rows * bars).
    public func draw() -> SVGDocument {
        let height = Self.top + Double(rows.count) * (rowHeight + Self.rowGap) + 12
        var picture = SVGDocument(width: Self.width, height: height, title: title)
        picture.text(title, 16, 26, class: "title")
        drawLegend(&picture)
        for (i, row) in rows.enumerated() {
            draw(row, y: Self.top + Double(i) * (rowHeight + Self.rowGap), into: &picture)
        }
        return picture
    }

    private func drawLegend(_ picture: inout SVGDocument) {
        var x = 16.0
        for (series, name) in legend.enumerated() where !name.isEmpty {
            picture.rectangle(x, 44, width: 12, height: 12, class: "s\(series % Palette.seriesCount) bar")
            picture.text(name, x + 17, 54, class: "label")
            x += 34 + 6.6 * Double(name.count)
        }
    }

    private func draw(_ row: Row, y: Double, into picture: inout SVGDocument) {
        // Each row fills the width: its label says how long it is.
        let scale = (Self.width - Self.left - Self.right) / max(row.end - row.start, .leastNormalMagnitude)
        for (line, text) in row.label.split(separator: "\n").enumerated() {
            picture.text(String(text), 16, y + 11 + 15 * Double(line), class: line == 0 ? "strong" : "soft")
        }
        for (lane, name) in lanes.enumerated() {
            let laneY = y + Double(lane) * (Self.laneHeight + Self.laneGap)
            picture.text(name, Self.left - 8, laneY + 11, anchor: .end, class: "soft")
            picture.line(
                Self.left, laneY + Self.laneHeight, Self.left + (row.end - row.start) * scale, laneY + Self.laneHeight,
                class: "grid")
        }
        drawAxis(row, y: y, scale: scale, into: &picture)
        for bar in bars where bar.start < row.end && row.start < bar.end {
            let x = Self.left + (max(bar.start, row.start) - row.start) * scale
            // Even a page must be seen.
            let width = max(1.2, (min(bar.end, row.end) - max(bar.start, row.start)) * scale)
            let laneY = y + Double(bar.lane) * (Self.laneHeight + Self.laneGap)
            let inset = width > 6 ? 0.6 : 0
            picture.rectangle(
                x + inset / 2, laneY, width: width - inset, height: Self.laneHeight - 1,
                class: "s\(bar.series % Palette.seriesCount) bar\(bar.hasEdge && width > 3 ? " edge" : "")",
                hint: bar.hint)
            if !bar.label.isEmpty, width > 7 * Double(bar.label.count) + 6 {
                picture.text(bar.label, x + width / 2, laneY + 11, anchor: .middle, class: "on-bar")
            }
        }
    }

    /// Pixels of a character of a name below the axis, at most.
    private static let characterWidth = 7.0

    /// The marked positions below the lanes; where two names would meet the one that is no border is left out.
    private func drawAxis(_ row: Row, y: Double, scale: Double, into picture: inout SVGDocument) {
        let base = y + rowHeight - Self.axisHeight
        if !row.gap.isEmpty { picture.text(row.gap, Self.left, y - 6, class: "soft") }
        if row.isEnlarged { picture.line(Self.left - 3, y, Self.left - 3, base, class: "mark") }
        picture.line(Self.left, base, Self.width - Self.right, base, class: "axis")
        var free = Self.left - 60
        // The last name ends where the row does.
        let last = Self.width - Self.right - Self.characterWidth * Double(row.ticks.last?.label.count ?? 0) - 6
        for (index, tick) in row.ticks.enumerated() where tick.position >= row.start && tick.position <= row.end {
            let x = Self.left + (tick.position - row.start) * scale
            picture.line(x, base, x, base + 4, class: "axis")
            let width = Self.characterWidth * Double(tick.label.count)
            let isLast = index == row.ticks.count - 1
            let left = isLast ? x - width : index == 0 ? x : x - width / 2
            guard left > free, isLast || left + width < last else { continue }
            picture.text(tick.label, x, base + 15, anchor: isLast ? .end : index == 0 ? .start : .middle, class: "soft")
            free = left + width + 6
        }
    }
}

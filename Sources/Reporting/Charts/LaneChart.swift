/// Bars in lanes over a long line, drawn in rows: one row for each part of the line with bars, so that gaps take no room. Made for address
/// spaces, but independent of the meaning of the bars.
package struct LaneChart: Sendable {
    /// A span of one lane.
    package struct Bar: Sendable {
        /// Positions on the line, `start < end`.
        package var start: Double
        /// Where it ends, in the axis' unit.
        package var end: Double
        /// The index of its lane.
        package var lane: Int
        /// Index into the palette of series colours; from its end on into that of hues.
        package var series: Int
        /// Shown inside where there is room.
        package var label: String
        /// Shown when the pointer rests on it.
        package var hint: String
        /// Whether it lies beside similar bars and is drawn with an edge, so that they can be distinguished without colours.
        package var hasEdge: Bool
        /// The texture over the colour, so that series can be distinguished in grey.
        package var texture: SVGDocument.Texture?

        package init(
            start: Double, end: Double, lane: Int, series: Int, label: String = "", hint: String, hasEdge: Bool = false,
            texture: SVGDocument.Texture? = nil
        ) {
            self.start = start
            self.end = end
            self.lane = lane
            self.series = series
            self.label = label
            self.hint = hint
            self.hasEdge = hasEdge
            self.texture = texture
        }
    }

    /// A part of the line that is drawn.
    package struct Row: Sendable {
        /// Where its axis begins.
        package var start: Double
        /// Where its axis ends.
        package var end: Double
        /// Its name, in up to three lines.
        package var label: String
        /// Marked positions on it, ascending, with their names.
        package var ticks: [(position: Double, label: String)]
        /// Further positions, the most important ones first, with names that are shown where there is room.
        package var borders: [(position: Double, label: String)]
        /// A text about the gap to the row before; empty: none.
        package var gap: String
        /// Whether it shows a part of another row, enlarged.
        package var isEnlarged: Bool

        package init(
            start: Double, end: Double, label: String, ticks: [(position: Double, label: String)] = [],
            borders: [(position: Double, label: String)] = [], gap: String = "", isEnlarged: Bool = false
        ) {
            self.start = start
            self.end = end
            self.label = label
            self.ticks = ticks
            self.borders = borders
            self.gap = gap
            self.isEnlarged = isEnlarged
        }
    }

    /// Shown above the chart, in up to two lines.
    package var title: String
    /// The name of each lane, from the top.
    package var lanes: [String]
    /// In any order.
    package var bars: [Bar]
    /// Parts of the axis, one below the other.
    package var rows: [Row]
    /// The names of the series, by index; empty: not in the legend.
    package var legend: [String]

    package init(title: String, lanes: [String], bars: [Bar], rows: [Row], legend: [String]) {
        self.title = title
        self.lanes = lanes
        self.bars = bars
        self.rows = rows
        self.legend = legend
    }
}

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
        /// Index into the palette of series colours; from its end on into that of hues.
        public var series: Int
        /// Shown inside where there is room.
        public var label: String
        /// Shown when the pointer rests on it.
        public var hint: String
        /// Lies beside others that look alike: drawn with an edge, so that they can be told apart without colours.
        public var hasEdge: Bool
        /// What is drawn over the colour, so that series can be told apart in grey.
        public var texture: SVGDocument.Texture?

        public init(
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
        /// Further positions, the most important ones first, and how they are called where there is room.
        public var borders: [(position: Double, label: String)]
        /// What lies between the row before and this one; empty: nothing to be said.
        public var gap: String
        /// A part of another row, drawn larger.
        public var isEnlarged: Bool

        public init(
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
}

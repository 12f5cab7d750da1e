/// One page with a few large figures, histograms, tables and lists of names.
public struct DistributionPage: Sendable {
    /// A number to be seen at once.
    public struct LargeFigure: Sendable {
        var number: String
        var meaning: String
        var isBad: Bool

        /// A number that catches the eye and what it means.
        public init(_ number: String, _ meaning: String, isBad: Bool = false) {
            self.number = number
            self.meaning = meaning
            self.isBad = isBad
        }
    }

    /// A bar and what it counts.
    public struct Bar: Sendable {
        var label: String
        public var count: Int
        var isBad: Bool

        /// A bar of height `count`.
        public init(label: String, count: Int, isBad: Bool = false) {
            self.label = label
            self.count = count
            self.isBad = isBad
        }
    }

    /// Bars side by side.
    public struct Chart: Sendable {
        var title: String
        var unit: String
        var bars: [Bar]

        /// A chart of `bars`, each so many of `unit`.
        public init(title: String, unit: String, bars: [Bar]) {
            self.title = title
            self.unit = unit
            self.bars = bars
        }
    }

    /// Rows of text.
    public struct Table: Sendable {
        var title: String
        var header: [String]
        /// Cells as plain text.
        public var rows: [[String]]

        /// A table of `rows` below `header`.
        public init(title: String, header: [String], rows: [[String]]) {
            self.title = title
            self.header = header
            self.rows = rows
        }
    }

    /// The first of many names.
    public struct NameList: Sendable {
        var title: String
        var items: [String]
        var total: Int

        /// Names, of `total` of which not all may be shown.
        public init(title: String, items: [String], total: Int) {
            self.title = title
            self.items = items
            self.total = total
        }
    }

    /// The page's heading.
    public var title: String
    /// A sentence below it.
    public var lead = ""
    /// Numbers that catch the eye.
    public var figures: [LargeFigure] = []
    /// Charts, one below the other.
    public var charts: [Chart] = []
    /// Tables, one below the other.
    public var tables: [Table] = []
    /// Lists of names, one below the other.
    public var lists: [NameList] = []

    public init(title: String) { self.title = title }

    /// The page.
    public var html: String {
        var body = "<h1>\(HTMLPage.escaped(title))</h1>\n<p class=\"lead\">\(HTMLPage.escaped(lead))</p>\n"
        body += "<style>\(Self.style)</style>\n<div class=\"large\">" + figures.map(Self.rendered).joined() + "</div>\n"
        for chart in charts { body += "<h2>\(HTMLPage.escaped(chart.title))</h2>\n<div class=\"figure\">\(Self.picture(chart))</div>\n" }
        for table in tables {
            body += "<h2>\(HTMLPage.escaped(table.title))</h2>\n" + HTMLPage.table(table.header, table.rows.map { $0.map { HTMLPage.Cell.text($0) } })
        }
        for list in lists {
            let rest = list.total > list.items.count ? "<p class=\"files\">and \(list.total - list.items.count) more</p>" : ""
            let items = list.items.map { "<li><code>\(HTMLPage.escaped($0))</code></li>" }.joined()
            body += HTMLPage.details("\(list.title) (\(list.total))", "<ul>\(items)</ul>\(rest)\n")
        }
        return HTMLPage.document(title: title, body: body)
    }

    private static let style = """
        .large{display:flex;flex-wrap:wrap;gap:12px;margin:16px 0 8px}
        .large div{background:var(--panel);border-radius:8px;padding:10px 16px;min-width:120px;flex:1}
        .large b{display:block;font-size:28px;line-height:1.2;font-variant-numeric:tabular-nums}.large b.bad{color:var(--bad)}.large span{color:var(--soft);font-size:13px}
        """

    private static func rendered(_ figure: LargeFigure) -> String {
        "<div><b\(figure.isBad ? " class=\"bad\"" : "")>\(HTMLPage.escaped(figure.number))</b><span>\(HTMLPage.escaped(figure.meaning))</span></div>"
    }

    /// Bars with their numbers on top and their labels below.
    private static func picture(_ chart: Chart) -> String {
        let (width, height, left, bottom, top) = (860.0, 240.0, 10.0, 40.0, 24.0)
        var picture = SVGDocument(width: width, height: height, title: chart.title)
        let most = Double(max(1, chart.bars.map(\.count).max() ?? 1))
        let step = (width - 2 * left) / Double(max(1, chart.bars.count))
        let base = height - bottom
        picture.line(left, base, width - left, base, class: "axis")
        for (index, bar) in chart.bars.enumerated() {
            let x = left + Double(index) * step
            let size = (base - top) * Double(bar.count) / most
            if bar.count > 0 {
                picture.rectangle(
                    x + step * 0.1, base - max(1, size), width: step * 0.8, height: max(1, size), class: "bar \(Palette.series(bar.isBad ? 1 : 0))",
                    hint: "\(bar.label) \(chart.unit): \(bar.count)")
                picture.text("\(bar.count)", x + step / 2, base - max(1, size) - 5, anchor: .middle, class: "soft")
            }
            if step > 34 || index % 2 == 0 { picture.text(bar.label, x + step / 2, base + 16, anchor: .middle, class: "soft") }
        }
        picture.text(chart.unit, width - left, height - 6, anchor: .end, class: "soft")
        return picture.inline
    }
}

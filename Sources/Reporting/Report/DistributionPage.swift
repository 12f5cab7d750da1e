/// One page with a few large figures, histograms, tables and lists of names.
package struct DistributionPage: Sendable {
    /// A large figure at the top of the page.
    package struct LargeFigure: Sendable {
        var number: String
        var meaning: String
        var isBad: Bool

        /// A figure and its meaning.
        package init(_ number: String, _ meaning: String, isBad: Bool = false) {
            self.number = number
            self.meaning = meaning
            self.isBad = isBad
        }
    }

    /// A bar and what it counts.
    package struct Bar: Sendable {
        var label: String
        /// How many there are, the height of the bar.
        package var count: Int
        var isBad: Bool

        /// A bar of height `count`.
        package init(label: String, count: Int, isBad: Bool = false) {
            self.label = label
            self.count = count
            self.isBad = isBad
        }
    }

    /// Bars side by side.
    package struct Chart: Sendable {
        var title: String
        var unit: String
        var bars: [Bar]

        /// A chart of `bars`, each so many of `unit`.
        package init(title: String, unit: String, bars: [Bar]) {
            self.title = title
            self.unit = unit
            self.bars = bars
        }
    }

    /// Rows of text.
    package struct Table: Sendable {
        var title: String
        var header: [String]
        /// Cells as plain text.
        package var rows: [[String]]

        /// A table of `rows` below `header`.
        package init(title: String, header: [String], rows: [[String]]) {
            self.title = title
            self.header = header
            self.rows = rows
        }
    }

    /// The first of many names.
    package struct NameList: Sendable {
        var title: String
        var items: [String]
        var total: Int

        /// Names, of `total` of which not all may be shown.
        package init(title: String, items: [String], total: Int) {
            self.title = title
            self.items = items
            self.total = total
        }
    }

    /// The page's heading.
    package var title: String
    /// A sentence below it.
    package var lead = ""
    /// Large figures at the top.
    package var figures: [LargeFigure] = []
    /// Charts, one below the other.
    package var charts: [Chart] = []
    /// Tables, one below the other.
    package var tables: [Table] = []
    /// Lists of names, one below the other.
    package var lists: [NameList] = []

    package init(title: String) { self.title = title }

    /// The page.
    package var html: String {
        var body = "<h1>\(HTMLPage.escaped(title))</h1>\n<p class=\"lead\">\(HTMLPage.escaped(lead))</p>\n"
        body += "<style>\(Self.style)</style>\n<div class=\"large\">" + figures.map(Self.rendered).joined() + "</div>\n"
        for chart in charts { body += "<h2>\(HTMLPage.escaped(chart.title))</h2>\n\(Self.bars(chart))\n" }
        for table in tables {
            body +=
                "<h2>\(HTMLPage.escaped(table.title))</h2>\n"
                + HTMLPage.table(table.header, table.rows.map { $0.map { HTMLPage.Cell.text($0) } })
        }
        for list in lists {
            let rest =
                list.total > list.items.count ? "<p class=\"files\">and \(list.total - list.items.count) more</p>" : ""
            let items = list.items.map { "<li><code>\(HTMLPage.escaped($0))</code></li>" }.joined()
            body += HTMLPage.details("\(list.title) (\(list.total))", "<ul>\(items)</ul>\(rest)\n")
        }
        return HTMLPage.document(title: title, body: body)
    }

    private static let style = """
        .large{display:flex;flex-wrap:wrap;gap:12px;margin:16px 0 8px}
        .large div{background:var(--panel);border-radius:8px;padding:10px 16px;min-width:120px;flex:1}
        .large b{display:block;font-size:28px;line-height:1.2;font-variant-numeric:tabular-nums}.large b.bad{color:var(--bad)}.large span{color:var(--soft);font-size:13px}
        table.bars{width:100%;table-layout:auto}table.bars th{border:0;font-weight:400;text-align:right;padding:1px 8px 1px 0;width:1%;font-variant-numeric:tabular-nums}table.bars th:nth-child(2){width:97%}
        table.bars td{border:0;padding:1px 0;vertical-align:middle}table.bars td:last-child{width:1%;padding-left:8px;font-variant-numeric:tabular-nums;text-align:right}
        table.bars span{display:block;height:15px;background:var(--s0);border-radius:0 3px 3px 0}table.bars span.bad{background:var(--bad)}
        """

    private static func rendered(_ figure: LargeFigure) -> String {
        "<div><b\(figure.isBad ? " class=\"bad\"" : "")>\(HTMLPage.escaped(figure.number))</b><span>\(HTMLPage.escaped(figure.meaning))</span></div>"
    }

    /// A bar a line, with its label before and its number behind it: as wide as the screen, and a table for screen readers.
    private static func bars(_ chart: Chart) -> String {
        let most = Double(max(1, chart.bars.map(\.count).max() ?? 1))
        let rows = chart.bars.map { bar in
            let share = Double(bar.count) / most * 100
            let width = bar.count == 0 ? "0" : "max(2px,\((share * 10).rounded() / 10)%)"
            return
                "<tr><th scope=\"row\">\(HTMLPage.escaped(bar.label))</th><td><span class=\"\(bar.isBad ? "bad" : "")\" style=\"width:\(width)\"></span></td>"
                + "<td>\(bar.count == 0 ? "" : "\(bar.count)")</td></tr>\n"
        }
        return
            "<table class=\"bars\"><thead><tr><th>\(HTMLPage.escaped(chart.unit))</th><th></th><th>machines</th></tr></thead>\n<tbody>\n"
            + rows.joined() + "</tbody></table>\n"
    }
}

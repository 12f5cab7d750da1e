import SafeText

/// Pieces of a page: escaped text, tables that scroll on a narrow screen, and the one style sheet.
enum HTMLPage {
    static func document(title: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(escaped(title))</title>
        <style>
        \(Palette.css)
        \(style)
        </style>
        </head>
        <body>
        <main>
        \(body)</main>
        </body>
        </html>

        """
    }

    static func escaped(_ text: String) -> String { MarkupText.escaped(text) }

    /// A cell: text, how it is set, and a hint shown on hover.
    struct Cell {
        var html: String
        var style: String?
        var hint: String?

        static func text(_ text: String, hint: String? = nil) -> Cell {
            Cell(html: escaped(text), style: nil, hint: hint)
        }
        static func number(_ text: String, hint: String? = nil) -> Cell {
            Cell(html: escaped(text), style: "n", hint: hint)
        }
        /// A figure that is absent, with its reason.
        static func absent(_ reason: String) -> Cell { Cell(html: "–", style: "n absent", hint: reason) }
        static func best(_ text: String, hint: String? = nil) -> Cell {
            Cell(html: escaped(text), style: "n best", hint: hint)
        }
        /// Names with a remark each, one per line.
        static func names(_ names: [(name: String, remark: String)]) -> Cell {
            let lines = names.map {
                "<code>\(escaped($0.name))</code>"
                    + ($0.remark.isEmpty ? "" : " <span class=\"soft\">\(escaped($0.remark))</span>")
            }
            return Cell(html: lines.joined(separator: "<br>"), style: nil, hint: nil)
        }
        static func name(_ text: String) -> Cell { Cell(html: "<code>\(escaped(text))</code>", style: nil, hint: nil) }

        var rendered: String {
            let styling = style.map { " class=\"\($0)\"" } ?? ""
            let title = hint.map { " title=\"\(escaped($0))\"" } ?? ""
            return "<td\(styling)\(title)>\(html)</td>"
        }
    }

    static func table(_ header: [String], _ rows: [[Cell]]) -> String {
        let head = header.map { "<th>\(escaped($0))</th>" }.joined()
        let body = rows.map { "<tr>" + $0.map(\.rendered).joined() + "</tr>\n" }.joined()
        return "<div class=\"scroll\"><table><thead><tr>\(head)</tr></thead>\n<tbody>\n\(body)</tbody></table></div>\n"
    }

    static func details(_ summary: String, _ content: String) -> String {
        "<details><summary>\(escaped(summary))</summary>\n\(content)</details>\n"
    }

    /// A name that may stand in an `id`.
    static func anchor(_ name: String) -> String {
        name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
    }

    private static let style = """
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
        main{max-width:1000px;margin:0 auto;padding:24px 16px 64px}
        h1{font-size:26px;margin:0 0 4px}h2{font-size:20px;margin:40px 0 8px;padding-top:8px;border-top:1px solid var(--grid)}h3{font-size:16px;margin:24px 0 6px}
        p.lead{color:var(--soft);margin:0 0 16px}a{color:var(--s0)}
        nav{display:flex;flex-wrap:wrap;gap:6px 14px;margin:12px 0}
        .scroll{overflow-x:auto;margin:8px 0 16px}
        table{border-collapse:collapse;font-size:13.5px;min-width:50%}
        th{text-align:left;font-weight:600;color:var(--soft);border-bottom:2px solid var(--grid);padding:4px 10px 4px 0;white-space:nowrap}
        td{border-bottom:1px solid var(--grid);padding:3px 10px 3px 0;vertical-align:top}
        td.n{font-variant-numeric:tabular-nums;white-space:nowrap}td.best{font-weight:700;color:var(--good)}td.absent,td .soft{color:var(--soft)}
        code{font:12.5px ui-monospace,Menlo,Consolas,monospace;white-space:nowrap}
        .chart{width:100%;height:auto;display:block}.figure{overflow-x:auto;margin:8px 0 4px}
        .note{background:var(--panel);border-left:4px solid var(--s1);padding:8px 12px;margin:12px 0}
        .files{font-size:12.5px;color:var(--soft);margin:0 0 16px}
        details{margin:6px 0 14px}summary{cursor:pointer;color:var(--soft)}
        @media (max-width:640px){body{font-size:14px}main{padding:14px 10px 48px}.figure .chart{min-width:620px}}
        """
}

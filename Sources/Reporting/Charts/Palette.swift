/// The colours of every chart and page, in light and dark: series after Okabe and Ito, which colour-blind readers can tell apart.
package enum Palette {
    /// Series classes `s0` ... `s9` exist; later series begin again and differ by their dash.
    static let seriesCount = 10

    /// The classes of series `index`: a colour, and from the eleventh series on a dash.
    package static func series(_ index: Int) -> String {
        let dash = (index / seriesCount) % 3
        return "s\(index % seriesCount)" + (dash == 0 ? "" : " dash\(dash)")
    }

    private static let light = [
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#3d3d9e", "#8b4513", "#2a9fd6", "#5b8c00", "#a02050",
    ]
    private static let dark = [
        "#56b4e9", "#ff8c42", "#2fd6a5", "#f0a3cf", "#f0e442", "#9d9dff", "#d2996b", "#7fd0ff", "#a6d854", "#ff7096",
    ]

    private static let lightInk = ["ink": "#1b1f24", "soft": "#5b636d", "grid": "#dfe3e8", "paper": "#ffffff"]

    /// One of many colours, none twice among the first 64: hues that lie the golden section of a circle apart, in three
    /// lightnesses by turns, so that neighbours differ without colours, too.
    package struct Hue: Sendable {
        /// Degrees on the circle.
        let degrees: Int
        /// Percent of lightness beside that of the style sheet.
        let lighter: Int

        /// The hue of the `index`-th family; after the last one they begin again.
        package init(_ index: Int) {
            // The first one is near that of `s2`.
            degrees = Int((164 + Double(index) * 137.508).truncatingRemainder(dividingBy: 360))
            lighter = [0, 14, 7][index % 3]
        }

        /// The attributes that give an element of class `hue` the colour; the plain one is for viewers that do not know CSS variables.
        var attributes: String { "fill=\"\(plain)\" style=\"--h:\(degrees);--d:\(lighter)%\"" }

        /// The colour in light mode.
        package var plain: String {
            let lightness = Double(Hue.lightest + lighter) / 100
            let chroma = 0.6 * min(lightness, 1 - lightness)
            let channels = [0.0, 8, 4].map { offset in
                let k = (offset + Double(degrees) / 30).truncatingRemainder(dividingBy: 12)
                return Int((255 * (lightness - chroma * max(-1, min(k - 3, 9 - k, 1)))).rounded())
            }
            return "#" + channels.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }

        /// Percent of the darkest in light and in dark mode.
        static let lightest = 30
        static let darkest = 60
    }

    /// The style sheet shared by standalone pictures and pages.
    package static let css = """
        :root{\(variables(["ink", "soft", "grid", "paper"].map { ($0, lightInk[$0] ?? "") }));--panel:#f6f8fa;--good:#1a7f37;--bad:#c62828;--l:\(Hue.lightest)%;\(variables(series(light)))}
        @media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--soft:#9aa4b0;--grid:#30363d;--paper:#12161b;--panel:#1b2128;--good:#4cc26b;--bad:#ff7b72;--l:\(Hue.darkest)%;\(variables(series(dark)))}}
        .chart{font:12px system-ui,-apple-system,"Segoe UI",sans-serif}
        .chart .paper{\(paint("fill", "paper"))}
        .chart text{\(paint("fill", "ink"))}
        .chart .soft{\(paint("fill", "soft"));font-size:11px}
        .chart .strong{font-weight:600}
        .chart .on-bar{\(paint("fill", "paper"));font-size:10px}
        .chart .title{font-size:15px;font-weight:600}
        .chart .grid{\(paint("stroke", "grid"));stroke-width:1}
        .chart .axis{\(paint("stroke", "soft"));stroke-width:1}
        .chart .mark{\(paint("stroke", "soft"));stroke-width:1;stroke-dasharray:2 4}
        .chart .curve{fill:none;stroke-width:2;stroke-linejoin:round}
        .chart .limit{fill:none;\(paint("stroke", "ink"));stroke-width:1.5;stroke-dasharray:7 4}
        .chart .least{\(paint("fill", "soft"))}
        .chart .band{stroke:none;opacity:.16}
        .chart .whisker{\(paint("stroke", "ink"));stroke-width:1.5}
        .chart .texture{pointer-events:none}
        .chart .stroke{fill:none;\(paint("stroke", "paper"));stroke-width:1.1}
        .chart .on-bar.lined{\(paint("fill", "ink"))}
        .chart .on-bar.lined,.chart .halo{\(paint("stroke", "paper"))}
        .chart .on-bar.lined,.chart .halo{stroke-width:3;stroke-linejoin:round;paint-order:stroke}
        .chart .hue{fill:hsl(var(--h) 60% calc(var(--l) + var(--d)))}
        .chart .edge{\(paint("stroke", "paper"));stroke-width:1}
        \(flame)
        .chart .dash1{stroke-dasharray:8 3}
        .chart .dash2{stroke-dasharray:3 3}
        \(classes)
        """

    /// Blocks of a flame graph: alone, unchanged, and in five steps more or less. Their text is dark in both colour schemes.
    private static let flame: String = {
        let more = ["#fdd9c9", "#fbb49a", "#f78a6b", "#ee6247", "#dd3c2c"]
        let less = ["#d3e3f3", "#abcde8", "#7fb3da", "#5998ca", "#3d7fb8"]
        let steps = zip(1..., zip(more, less)).map { step, pair in
            ".chart .flame-more\(step){fill:\(pair.0)}.chart .flame-less\(step){fill:\(pair.1)}"
        }
        return
            (steps + [
                ".chart .flame{fill:#f3b45f}.chart .flame-same{fill:#e4e4e0}",
                ".chart text.flame-name{fill:#1b1f24;font:11px ui-monospace,monospace}",
            ]).joined(separator: "\n")
    }()

    private static func series(_ colours: [String]) -> [(String, String)] {
        colours.enumerated().map { ("s\($0.offset)", $0.element) }
    }

    private static func variables(_ colours: [(String, String)]) -> String {
        colours.map { "--\($0.0):\($0.1)" }.joined(separator: ";")
    }

    /// A colour by its name, after the same colour for viewers that do not know CSS variables and would draw it black.
    private static func paint(_ property: String, _ name: String) -> String {
        let plain = lightInk[name] ?? series(light).first { $0.0 == name }?.1 ?? "none"
        return "\(property):\(plain);\(property):var(--\(name))"
    }

    private static let classes = (0..<seriesCount).map { index in
        ".chart .s\(index).curve{\(paint("stroke", "s\(index)"))}"
            + ".chart .s\(index).band,.chart .s\(index).dot,.chart .s\(index).bar,.chart text.s\(index){\(paint("fill", "s\(index)"))}"
    }.joined(separator: "\n")
}

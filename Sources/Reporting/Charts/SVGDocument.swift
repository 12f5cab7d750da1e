import SafeText

/// Writes one SVG picture, byte for byte the same for the same input: numbers have at most two decimals and no locale.
///
/// Colours come from CSS classes (`Palette.css`), so a picture follows the reader's light or dark scheme, alone as well as inside a page.
package struct SVGDocument: Sendable {
    /// In pixels where it is shown at its own size.
    package let width: Double
    /// In pixels where it is shown at its own size.
    package let height: Double
    private var body = ""
    private var textures: [Texture] = []

    /// A picture of `width` x `height` user units with `title` as its accessible name.
    package init(width: Double, height: Double, title: String) {
        self.width = width
        self.height = height
        add("<title>\(MarkupText.escaped(title))</title>")
    }

    /// The whole picture as a file of its own, with its style. It has a size, so that a window narrower than the picture scrolls instead of shrinking the text.
    package var standalone: String {
        picture(
            size: " width=\"\(number(width))\" height=\"\(number(height))\"", style: "<style>\(Palette.css)</style>\n")
    }

    /// The picture for a page that holds `Palette.css` itself.
    package var inline: String { picture(size: "", style: "") }

    private func picture(size: String, style: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg"\(size) viewBox="0 0 \(number(width)) \(number(height))" role="img" class="chart">
        \(style)\(definitions)<rect class="paper" width="\(number(width))" height="\(number(height))"/>
        \(body)</svg>

        """
    }

    private var definitions: String {
        textures.isEmpty
            ? ""
            : "<defs>\n"
                + textures.map {
                    """
                    <pattern id="\($0.rawValue)" width="6" height="6" patternUnits="userSpaceOnUse"><path \
                    d="\($0.path)" class="stroke"/></pattern>\n
                    """
                }.joined() + "</defs>\n"
    }

    /// A line from (`x1`, `y1`) to (`x2`, `y2`); y counts down from the top.
    package mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class style: String) {
        add(
            "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" class=\"\(style)\"/>"
        )
    }

    /// A pattern over an area, so that it can be distinguished from others without its colour.
    package enum Texture: String, Sendable {
        /// Lines that rise to the right, and lines that fall.
        case rising, falling
        /// Dots in rows, and lines in both directions.
        case dots, grid

        /// Strokes of a tile of 6 by 6 units.
        fileprivate var path: String {
            switch self {
            case .rising: "M-1 7L7 -1M-1 1L1 -1M5 7L7 5"
            case .falling: "M-1 -1L7 7M5 -1L7 1M-1 5L1 7"
            case .dots: "M1.5 1.5h1M4.5 4.5h1"
            case .grid: "M0 3h6M3 0v6"
            }
        }
    }

    /// A rectangle; `hint` is shown when the pointer rests on it, `hue` the colour of one of class `hue`.
    mutating func rectangle(
        _ x: Double, _ y: Double, width: Double, height: Double, class style: String, hue: Palette.Hue? = nil,
        texture: Texture? = nil, hint: String? = nil
    ) {
        let place =
            "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\""
        add("\(place) class=\"\(style)\"\(hue.map { " " + $0.attributes } ?? "")", hint, "rect")
        guard let texture else { return }
        if !textures.contains(texture) { textures.append(texture) }
        add("\(place) fill=\"url(#\(texture.rawValue))\" class=\"texture\"/>")
    }

    /// A disc around (`x`, `y`). - Parameter hint: shown when the pointer rests on it.
    mutating func circle(_ x: Double, _ y: Double, radius: Double, class style: String, hint: String? = nil) {
        add(
            "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\" class=\"\(style)\"", hint, "circle"
        )
    }

    /// Lines from point to point.
    mutating func polyline(_ points: [(x: Double, y: Double)], class style: String) {
        add("<polyline points=\"\(list(points))\" class=\"\(style)\"/>")
    }

    /// A filled area with these corners.
    mutating func polygon(_ points: [(x: Double, y: Double)], class style: String) {
        add("<polygon points=\"\(list(points))\" class=\"\(style)\"/>")
    }

    /// The place of a text relative to its point.
    package enum Anchor: String, Sendable {
        /// The text begins at the point.
        case start
        /// The text is centred on the point.
        case middle
        /// The text ends at the point.
        case end
    }

    /// Text at (`x`, `y`), its base line there. - Parameter rotated: whether it reads upwards.
    package mutating func text(
        _ content: String, _ x: Double, _ y: Double, anchor: Anchor = .start, class style: String = "label",
        rotated: Bool = false
    ) {
        let turn = rotated ? " transform=\"rotate(-90 \(number(x)) \(number(y)))\"" : ""
        add(
            "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor.rawValue)\" class=\"\(style)\"\(turn)>\(MarkupText.escaped(content))</text>"
        )
    }

    private mutating func add(_ element: String) { body += element + "\n" }

    private mutating func add(_ opening: String, _ hint: String?, _ name: String) {
        if let hint {
            add("\(opening)><title>\(MarkupText.escaped(hint))</title></\(name)>")
        } else {
            add("\(opening)/>")
        }
    }

    private func list(_ points: [(x: Double, y: Double)]) -> String {
        points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    }

    /// At most two decimals, no trailing zeros, no exponent.
    private func number(_ value: Double) -> String {
        // Nothing is drawn outside the picture; a value that is not a number is drawn at its edge.
        let hundredths = value.isNaN ? 0 : Int((min(max(value, -1e6), 1e6) * 100).rounded())
        let whole = abs(hundredths) / 100
        let rest = abs(hundredths) % 100
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// The picture is narrow, so that its words are readable at a width of 400 pixels; it can be shown at any width.
extension LaneChart {
    private static let width = 560.0
    private static let left = 66.0
    private static let right = 12.0
    private static let margin = 10.0
    private static let labelHeight = 17.0
    private static let laneHeight = 15.0
    private static let laneGap = 3.0
    private static let tierHeight = 13.0
    private static let rowGap = 14.0
    /// Width of a character of the small font of names and addresses, in units of the picture.
    private static let characterWidth = 7.0

    /// The places of the names of a row's borders: a list for each line of them.
    private typealias Tiers = [[(x: Double, label: String)]]

    /// Rows from top to bottom, each on its own scale.
    /// - Complexity: O(rows * (bars + borders)).
    package func draw() -> SVGDocument {
        let legend = legendLines()
        let titles = title.split(separator: "\n").map(String.init)
        let top = 30 + 16 * Double(max(0, titles.count - 1)) + 17 * Double(legend.count) + 12
        let tiers = rows.map(borderTiers)
        let heights = zip(rows, tiers).map { height($0, tiers: $1.count) }
        var picture = SVGDocument(
            width: Self.width, height: top + heights.reduce(0, +) + 4, title: titles.joined(separator: ", "))
        for (line, text) in titles.prefix(2).enumerated() {
            picture.text(
                shortened(text, 7.6), Self.margin, 22 + 16 * Double(line), class: line == 0 ? "strong" : "soft")
        }
        for (line, items) in legend.enumerated() {
            draw(items, y: top - 12 - 17 * Double(legend.count - line), into: &picture)
        }
        var y = top
        for ((row, tiers), height) in zip(zip(rows, tiers), heights) {
            draw(row, tiers, y: y, into: &picture)
            y += height
        }
        return picture
    }

    private var lanesHeight: Double { Double(lanes.count) * (Self.laneHeight + Self.laneGap) }

    private func height(_ row: Row, tiers: Int) -> Double {
        (row.gap.isEmpty ? 0 : Self.labelHeight) + Self.labelHeight + lanesHeight
            + Self.tierHeight * Double(1 + tiers) + 6 + Self.rowGap
    }

    /// The end of a text that does not fit; `width` is that of a character.
    private func shortened(_ text: String, _ width: Double) -> String {
        let room = Int((Self.width - 2 * Self.margin) / width)
        return text.count <= room ? text : "…" + text.suffix(room - 1)
    }

    // MARK: Legend

    private typealias LegendItem = (x: Double, series: Int, name: String)

    /// The legend's names with their places, in as many lines as they need.
    private func legendLines() -> [[LegendItem]] {
        var lines: [[LegendItem]] = []
        var x = Double.infinity
        for (series, name) in legend.enumerated() where !name.isEmpty {
            let width = 19 + Self.characterWidth * Double(name.count)
            if x + width > Self.width - Self.right {
                lines.append([])
                x = Self.margin
            }
            lines[lines.count - 1].append((x, series, name))
            x += width + 12
        }
        return lines
    }

    private func draw(_ items: [LegendItem], y: Double, into picture: inout SVGDocument) {
        for (x, series, name) in items {
            let texture = bars.first { $0.series == series }?.texture
            picture.rectangle(
                x, y, width: 13, height: 12, class: "s\(series % Palette.seriesCount) bar", texture: texture)
            picture.text(name, x + 18, y + 10, class: "soft")
        }
    }

    // MARK: Rows

    /// Units of the picture per unit of a row's axis.
    private func scale(_ row: Row) -> Double {
        // Each row fills the width; its label states its length.
        (Self.width - Self.left - Self.right) / max(row.end - row.start, .leastNormalMagnitude)
    }

    private func draw(_ row: Row, _ tiers: Tiers, y: Double, into picture: inout SVGDocument) {
        var y = y
        if !row.gap.isEmpty {
            picture.text(row.gap, Self.left, y + 8, class: "soft")
            y += Self.labelHeight
        }
        let label = row.label.split(separator: "\n").map(String.init)
        let name = label.first ?? ""
        let rest = label.dropFirst().joined(separator: row.isEnlarged ? " " : ", ")
        picture.text(name, Self.margin, y + 10, class: "strong")
        picture.text(rest, max(Self.left, Self.margin + 9 * Double(name.count) + 6), y + 10, class: "soft")
        y += Self.labelHeight
        for (lane, name) in lanes.enumerated() {
            let laneY = y + Double(lane) * (Self.laneHeight + Self.laneGap)
            picture.text(name, Self.left - 6, laneY + 11, anchor: .end, class: "soft")
            picture.line(
                Self.left, laneY + Self.laneHeight, Self.width - Self.right, laneY + Self.laneHeight, class: "grid")
        }
        for bar in bars where bar.start < row.end && row.start < bar.end { draw(bar, row, y: y, into: &picture) }
        drawAxis(row, tiers, y: y, into: &picture)
    }

    private func draw(_ bar: Bar, _ row: Row, y: Double, into picture: inout SVGDocument) {
        let scale = scale(row)
        let x = Self.left + (max(bar.start, row.start) - row.start) * scale
        // Even a single page must be visible.
        let width = max(1.2, (min(bar.end, row.end) - max(bar.start, row.start)) * scale)
        let laneY = y + Double(bar.lane) * (Self.laneHeight + Self.laneGap)
        let inset = width > 6 ? 0.6 : 0
        picture.rectangle(
            x + inset / 2, laneY, width: width - inset, height: Self.laneHeight - 1,
            class: "\(bar.hue == nil ? "s\(bar.series)" : "hue") bar\(bar.hasEdge && width > 3 ? " edge" : "")",
            hue: bar.hue, texture: width > 4 ? bar.texture : nil, hint: bar.hint)
        if !bar.label.isEmpty, width > Self.characterWidth * Double(bar.label.count) + 4 {
            picture.text(
                bar.label, x + width / 2, laneY + 11, anchor: .middle,
                class: bar.texture == nil ? "on-bar" : "on-bar lined")
        }
    }

    // MARK: Axis

    /// The marked positions below the lanes; where two names would overlap, the one that is not a border is left out.
    private func drawAxis(_ row: Row, _ tiers: Tiers, y: Double, into picture: inout SVGDocument) {
        let base = y + lanesHeight
        if row.isEnlarged { picture.line(Self.left - 3, y, Self.left - 3, base, class: "mark") }
        picture.line(Self.left, base, Self.width - Self.right, base, class: "axis")
        let ticks = tickNames(row)
        // A border with the same name as a tick.
        let named = Set(row.borders.map(\.label))
        for (x, label, _) in ticks {
            picture.line(x, base, x, base + 3, class: "axis")
            if let label, named.contains(label) { picture.line(x, y, x, base, class: "mark") }
        }
        func bottom(_ tier: Int) -> Double { base + 13 + Self.tierHeight * Double(tier + 1) }
        for (tier, names) in tiers.enumerated() {
            for (x, _) in names { picture.line(x, y, x, bottom(tier) - 9, class: "mark") }
        }
        // Names cover the lines that lead to names below them.
        for (x, label, anchor) in ticks {
            if let label { picture.text(label, x, base + 13, anchor: anchor, class: "soft halo") }
        }
        for (tier, names) in tiers.enumerated() {
            for (x, label) in names { picture.text(label, x, bottom(tier), anchor: .middle, class: "soft halo") }
        }
    }

    /// The places of ticks, and the names of those that have room for one.
    private func tickNames(_ row: Row) -> [(x: Double, label: String?, anchor: SVGDocument.Anchor)] {
        var free = 0.0
        // The last name ends where the row does.
        let last = Self.width - Self.right - Self.characterWidth * Double(row.ticks.last?.label.count ?? 0) - 6
        return row.ticks.enumerated().filter { $0.element.position >= row.start && $0.element.position <= row.end }.map
        {
            index, tick in
            let x = Self.left + (tick.position - row.start) * scale(row)
            let width = Self.characterWidth * Double(tick.label.count)
            let isLast = index == row.ticks.count - 1
            let left = isLast ? x - width : index == 0 ? x : x - width / 2
            let anchor: SVGDocument.Anchor = isLast ? .end : index == 0 ? .start : .middle
            guard left > free, isLast || left + width < last else { return (x, nil, anchor) }
            free = left + width + 6
            return (x, tick.label, anchor)
        }
    }

    private static let mostTiers = 2

    /// Finds room for the names of a row's borders, the most important ones first.
    private func borderTiers(_ row: Row) -> Tiers {
        var named = Set(tickNames(row).compactMap(\.label))
        var tiers: [[(left: Double, right: Double, x: Double, label: String)]] = []
        for border in row.borders where border.position > row.start && border.position < row.end {
            guard named.insert(border.label).inserted else { continue }
            let x = Self.left + (border.position - row.start) * scale(row)
            let half = Self.characterWidth * Double(border.label.count) / 2 + 3
            guard x - half >= 0, x + half <= Self.width else { continue }
            func hasRoom(_ tier: [(left: Double, right: Double, x: Double, label: String)]) -> Bool {
                !tier.contains { $0.left < x + half && x - half < $0.right }
            }
            if let tier = tiers.firstIndex(where: hasRoom) {
                tiers[tier].append((x - half, x + half, x, border.label))
            } else if tiers.count < Self.mostTiers {
                tiers.append([(x - half, x + half, x, border.label)])
            }
        }
        return tiers.map { $0.map { ($0.x, $0.label) } }
    }
}

extension LaneChart.Bar {
    /// The colour of a series beyond the palette's.
    fileprivate var hue: Palette.Hue? {
        series < Palette.seriesCount ? nil : Palette.Hue(series - Palette.seriesCount)
    }
}

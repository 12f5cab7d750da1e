internal import Measurement

/// The instructions of an operation by function, callers below their callees; compared with another case, also the increases and decreases.
///
/// One picture has a panel for each case, both on one scale: a block is as wide as its instructions per operation. With two cases a block is red where its own
/// instructions are more than at the same place of the other case, and blue where they are fewer; the other's panel likewise, so that functions of only
/// one case are visible too.
package struct FlameGraph: Sendable {
    private struct Panel {
        var title: String
        var tree: CallTree
        var operations: Double
        /// The same of the case compared with.
        var other: CallTree?
        var otherOperations: Double
    }

    private static let width = 1200.0
    private static let row = 18.0
    private static let margin = 16.0
    private static let narrowest = 0.3
    /// Width of a character of the font in a block.
    private static let letter = 6.75

    private let panels: [Panel]
    private let operation: String
    /// Instructions that the whole width stands for.
    private let scale: Double

    /// - Parameter operation: one of them, in the singular: `query`.
    package init(_ subject: Explanation.Subject, against other: Explanation.Subject?, operation: String) {
        func panel(_ one: Explanation.Subject, _ two: Explanation.Subject?) -> Panel {
            Panel(
                title: one.title, tree: one.costs.stacks.trimmed, operations: Double(max(one.costs.operations, 1)),
                other: two?.costs.stacks.trimmed, otherOperations: Double(max(two?.costs.operations ?? 1, 1)))
        }
        panels = [panel(subject, other)] + (other.map { [panel($0, subject)] } ?? [])
        self.operation = operation
        scale = panels.map { Double($0.tree.total) / $0.operations }.max() ?? 1
    }

    /// The picture.
    package var svg: String {
        let heights = panels.map { Double($0.tree.depth) * Self.row + 52 }
        let height = heights.reduce(0, +) + 44
        var picture = SVGDocument(
            width: Self.width + 2 * Self.margin, height: height,
            title: "Instructions of \(panels.map(\.title).joined(separator: " against "))")
        var top = Self.margin
        for (panel, height) in zip(panels, heights) {
            draw(panel, top: top, height: height, in: &picture)
            top += height
        }
        if panels.count > 1 { legend(top + 8, in: &picture) }
        return picture.standalone
    }

    private func draw(_ panel: Panel, top: Double, height: Double, in picture: inout SVGDocument) {
        let all = Double(panel.tree.total) / panel.operations
        picture.text(panel.title, Self.margin, top + 12, class: "title")
        picture.text("\(Explanation.number(all)) instructions a \(operation)", Self.margin, top + 28, class: "soft")
        draw(panel.tree, beside: panel.other, panel, x: Self.margin, bottom: top + height - 12, in: &picture)
    }

    private func draw(
        _ tree: CallTree, beside other: CallTree?, _ panel: Panel, x: Double, bottom: Double,
        in picture: inout SVGDocument
    ) {
        let width = Double(tree.total) / panel.operations / max(scale, 1e-9) * Self.width
        guard width >= Self.narrowest else { return }
        let name = tree.name.isEmpty ? "all" : SymbolName.readable(tree.name)
        let change = change(tree, other, panel)
        picture.rectangle(
            x, bottom - Self.row, width: width, height: Self.row - 1, class: "edge \(style(change, panel))",
            hint: hint(name, tree, change, panel))
        let room = Int((width - 6) / Self.letter)
        if room >= 4 {
            let short = ShortSymbol.text(name)
            let label = short.count <= room ? short : short.prefix(room - 1) + "…"
            picture.text(String(label), x + 3, bottom - 5, class: "flame-name")
        }
        var at = x
        for child in tree.children {
            let same = other?.children.first { $0.name == child.name }
            draw(child, beside: same, panel, x: at, bottom: bottom - Self.row, in: &picture)
            at += Double(child.total) / panel.operations / max(scale, 1e-9) * Self.width
        }
    }

    /// Own instructions per operation beyond those of the other case.
    private func change(_ tree: CallTree, _ other: CallTree?, _ panel: Panel) -> Double {
        Double(tree.own) / panel.operations - Double(other?.own ?? 0) / panel.otherOperations
    }

    /// Five steps each way, by the share of all instructions.
    private func style(_ change: Double, _ panel: Panel) -> String {
        guard panel.other != nil else { return "flame" }
        let share = change / max(scale, 1e-9)
        guard abs(share) >= 0.001 else { return "flame-same" }
        let step = [0.005, 0.02, 0.08, 0.25].count { abs(share) >= $0 } + 1
        return "flame-\(share > 0 ? "more" : "less")\(step)"
    }

    private func hint(_ name: String, _ tree: CallTree, _ change: Double, _ panel: Panel) -> String {
        let total = Double(tree.total) / panel.operations
        let own = Double(tree.own) / panel.operations
        let share = Figure.percent(total / max(Double(panel.tree.total) / panel.operations, 1e-9))
        let text =
            "\(name): \(Explanation.number(total)) instructions a \(operation) (\(share)), own \(Explanation.number(own))"
        guard panel.other != nil else { return text }
        return text + ", \(change >= 0 ? "+" : "")\(Explanation.number(change)) against the other"
    }

    private func legend(_ y: Double, in picture: inout SVGDocument) {
        var x = Self.margin
        let steps = (1...5).reversed().map { "flame-less\($0)" } + ["flame-same"] + (1...5).map { "flame-more\($0)" }
        picture.text("less than the other", x, y + 11, class: "soft")
        x += 112
        for step in steps {
            picture.rectangle(x, y, width: 22, height: 14, class: "edge \(step)")
            x += 22
        }
        picture.text("more: own instructions, of all of the larger case", x + 8, y + 11, class: "soft")
    }
}

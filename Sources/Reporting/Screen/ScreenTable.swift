internal import Measurement

/// The table of a family: algorithms as rows, sizes as columns, the best of each column and its ties marked, limits last.
struct ScreenTable: Sendable {
    /// An algorithm.
    struct Row: Hashable, Sendable {
        var name: String
        /// Columns in which it is the best.
        var wins: Int
        /// The smallest multiple of the best in any column; nil where it has no figure.
        var distance: Double?
        var isReference: Bool
    }

    let family: FamilySummary
    /// The columns shown, in the order of reading.
    let columns: [ScreenColumn]
    /// Members that have a figure in `columns`, in the order measured.
    let members: [Row]
    private let limits: [String]
    private let labels: [[String]]
    private let widths: [Int]
    private let nameWidth: Int
    private let title: String
    /// The curve of the columns whose heads do not name another one.
    private let subtitle: String
    /// What times beside another figure are of; nil where there are none, or the title says it.
    private let timeNote: String?
    /// The text before the names of rows.
    private static let indent = "  "
    /// Why there is no figure, each reason once.
    private let absences: [String]
    private let cases: [CaseResult]

    /// Every column of a family, best first.
    static func allColumns(of family: FamilySummary, _ cases: [CaseResult]) -> [ScreenColumn] {
        ranked(
            CaseGroup.groups(of: cases).flatMap { ScreenColumn.columns(of: $0, merit: family.merit) },
            merit: family.merit)
    }

    /// - Parameters:
    ///   - ranked: the columns to choose from, best first; as many are shown as fit.
    ///   - main: the column whose differences the other heads name.
    ///   - width: characters in a line.
    init?(_ family: FamilySummary, _ cases: [CaseResult], ranked: [ScreenColumn], main: ScreenColumn, width: Int) {
        guard !ranked.isEmpty else { return nil }
        self.family = family
        self.cases = cases
        title = main.measure == .time ? "\(family.name), per \(family.unit)" : "\(family.name), \(Self.name(of: main))"
        subtitle = main.size == nil ? main.mode : "\(main.series), \(main.mode)"
        let timeNote = main.measure == .time ? nil : "time/\(family.unit)"
        let names = Set(ranked.flatMap(\.cells.keys))
        let longest = max(
            (names.map(\.count).max() ?? 0) + Self.indent.count,
            min(max(title.count, subtitle.count + 2, (timeNote?.count ?? 0) + 2), 24))
        let nameWidth = min(longest + 2, max(width / 3, 16))
        self.nameWidth = nameWidth
        var (chosen, used): ([ScreenColumn], Int) = ([], nameWidth)
        for column in ranked {
            let needed = Self.width(of: column, Self.label(column, besides: main))
            guard used + needed <= width else { continue }
            chosen.append(column)
            used += needed
        }
        let shown = Self.inReadingOrder(chosen, main: main, all: ranked)
        columns = shown
        self.timeNote = shown.contains { $0.measure == .time } ? timeNote : nil
        let labels = shown.map { Self.label($0, besides: main) }
        self.labels = labels
        widths = zip(shown, labels).map { Self.width(of: $0, $1) }
        var seen: Set<String> = []
        let rows = cases.filter { seen.insert($0.name.algorithm).inserted }
        limits = rows.filter { $0.role == .limit }.map(\.name.algorithm).filter { name in
            shown.contains { $0.cells[name] != nil }
        }
        members = rows.filter { $0.role == .member }.compactMap { row in
            Self.row(row.name.algorithm, in: shown, reference: family.reference)
        }
        absences = Self.absences(cases, in: shown)
    }

    /// A blank, the figure, the mark.
    private static func width(of column: ScreenColumn, _ label: [String]) -> Int {
        2 + max(5, (label + column.cells.values.map(\.text)).map(\.count).max() ?? 0)
    }

    private static func row(_ name: String, in columns: [ScreenColumn], reference: String) -> Row? {
        let cells = columns.compactMap { $0.cells[name] }
        guard !cells.isEmpty else { return nil }
        return Row(
            name: name, wins: cells.count { $0.mark == .winner }, distance: cells.compactMap(\.distance).min(),
            isReference: name == reference)
    }

    private static func absences(_ cases: [CaseResult], in columns: [ScreenColumn]) -> [String] {
        let shown = Set(columns.map { "\($0.dataset)/\($0.mode)" })
        var (reasons, names): ([String], [String: [String]]) = ([], [:])
        for row in cases where shown.contains("\(row.name.dataset)/\(row.name.mode)") {
            guard let reason = row.reason?.description else { continue }
            if names[reason] == nil { reasons.append(reason) }
            if names[reason]?.contains(row.name.algorithm) != true {
                names[reason, default: []].append(row.name.algorithm)
            }
        }
        return reasons.map { "\(names[$0, default: []].joined(separator: ", ")): \($0)" }
    }
}

extension ScreenTable {
    /// What a table says below its rows.
    struct Notes: Hashable, Sendable {
        /// Why there is no figure.
        var absences = true
        /// The members without a row.
        var others = true
    }

    /// The lines of the table with so many members.
    func lineCount(rows: Int, notes: Notes) -> Int {
        headLines + rows + (limits.isEmpty ? 0 : limits.count + 1) + (absences.isEmpty || !notes.absences ? 0 : 1)
            + (rows < members.count && notes.others ? 1 : 0)
    }

    private var headLines: Int { max(labels.map(\.count).max() ?? 1, timeNote == nil ? 1 : 3) }

    /// The table.
    /// - Parameters:
    ///   - rows: how many members to show, the best and the reference first; the others are named in a line. nil: all.
    ///   - width: characters in a line.
    func lines(rows most: Int?, notes: Notes = Notes(), width: Int) -> [StyledLine] {
        let ranked = ranking
        let shown = Set(ranked.prefix(most ?? ranked.count))
        var lines = head
        for (place, row) in members.enumerated() where shown.contains(place) { lines.append(line(row.name, row.name)) }
        for limit in limits { lines.append(line("(\(limit))", limit, style: .quiet)) }
        if !limits.isEmpty { lines.append(distances) }
        let hidden = ranked.filter { !shown.contains($0) }.map { members[$0] }
        if !hidden.isEmpty, notes.others { lines.append(Self.note(Self.list(hidden), width, wraps: false)[0]) }
        if !absences.isEmpty, notes.absences {
            lines += Self.note("-: " + absences.joined(separator: "; "), width, wraps: most == nil)
        }
        return lines
    }

    /// Which members get a line, first: those that are the best in columns whose best has none yet, of several the one that is tied in more columns where none is so far; then the
    /// reference, then by distance.
    private var ranking: [Int] {
        func columns(_ marks: Set<ScreenColumn.Cell.Mark>, of place: Int) -> Set<Int> {
            Set(
                self.columns.indices.filter { column in
                    self.columns[column].cells[members[place].name].map { marks.contains($0.mark) } ?? false
                })
        }
        let won = members.indices.map { columns([.winner], of: $0) }
        let led = members.indices.map { columns([.winner, .tie], of: $0) }
        var (left, chosen, covered): ([Int], [Int], Set<Int>) = (Array(members.indices), [], [])
        while !left.isEmpty {
            func key(_ place: Int) -> (Int, Int, Int, Double) {
                let row = members[place]
                return (
                    -won[place].count, -led[place].subtracting(covered).count, row.isReference ? 0 : 1,
                    row.distance ?? .infinity
                )
            }
            guard let next = left.min(by: { key($0) < key($1) }) else { break }
            chosen.append(next)
            covered.formUnion(led[next])
            left.removeAll { $0 == next }
        }
        return chosen
    }

    private static func list(_ rows: [Row]) -> String {
        "and "
            + rows.map { row in "\(row.name)\(row.distance.map { " \(Figure.ratio($0))" } ?? "")" }
            .joined(separator: ", ")
    }

    private static func note(_ text: String, _ width: Int, wraps: Bool) -> [StyledLine] {
        guard wraps else { return [StyledLine(StyledLine.cut("  " + text, to: width), .quiet)] }
        var lines: [String] = ["  "]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].count + word.count + 1 > width { lines.append("    ") }
            lines[lines.count - 1] += (lines[lines.count - 1].hasSuffix(" ") ? "" : " ") + word
        }
        return lines.map { StyledLine(StyledLine.cut($0, to: width), .quiet) }
    }

    private var head: [StyledLine] {
        let words = [title, Self.indent + subtitle, timeNote.map { Self.indent + $0 } ?? ""]
        return (0..<headLines).map { number in
            var line = StyledLine()
            line.append(
                StyledLine.cut(number < words.count ? words[number] : "", to: nameWidth - 1), left: nameWidth, .heading)
            for (label, width) in zip(labels, widths) {
                line.append(number < label.count ? label[number] : "", right: width - 1, .heading)
                line.append(" ")
            }
            return line
        }
    }

    private func line(_ title: String, _ name: String, style: StyledLine.Style = .plain) -> StyledLine {
        var line = StyledLine()
        line.append(StyledLine.cut(Self.indent + title, to: nameWidth - 1), left: nameWidth, style)
        for (column, width) in zip(columns, widths) {
            guard let cell = column.cells[name] else {
                line.append(isMissing(name, in: column) ? "-" : "", right: width - 1)
                line.append(" ")
                continue
            }
            let (style, mark): (StyledLine.Style, String) =
                switch cell.mark {
                case .none: (style, " ")
                case .winner: (.winner, "*")
                case .tie: (.tie, "=")
                }
            line.append(cell.text, right: width - 1, style)
            line.append(mark, style)
        }
        return line
    }

    /// Whether the algorithm has cases in this mode, but not on this dataset.
    private func isMissing(_ name: String, in column: ScreenColumn) -> Bool {
        cases.contains { $0.name.algorithm == name && $0.name.mode == column.mode && $0.role == .member }
    }

    /// Of each column, to the first limit that has a figure there.
    private var distances: StyledLine {
        var line = StyledLine()
        line.append(Self.indent + "best to limit", left: nameWidth, .quiet)
        for (column, width) in zip(columns, widths) {
            // The limit as a multiple of the best is below 1; its inverse is shown: the best as a multiple of the limit.
            let ratio = limits.lazy.compactMap { column.cells[$0]?.distance }.first.map { Figure.ratio(1 / $0) } ?? ""
            line.append(ratio, right: width - 1, .quiet)
            line.append(" ")
        }
        return line
    }
}

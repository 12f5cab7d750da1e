package import Measurement

/// A result on one screen: the machine, its noise, a table for each family, and the sizes at which the lead changes.
///
/// `bench run` and `bench show` are this same text of a result document.
package struct Screen: Sendable {
    /// The size of the screen.
    package struct Room: Hashable, Sendable {
        /// Characters in a line; tables drop columns that do not fit.
        package var width: Int
        /// Lines; tables name members that do not fit instead of showing them. nil: as many as needed, with every column.
        package var lines: Int?

        /// The standard size: 120 lines of 100 characters.
        package static let standard = Room(width: 100, lines: 120)
        /// The least width that is readable.
        package static let leastWidth = 40

        package init(width: Int, lines: Int?) {
            self.width = max(width, Self.leastWidth)
            self.lines = lines
        }
    }

    private let document: ResultDocument
    private let machine: Int
    private let room: Room
    private let file: String?
    private let families: [Entry]

    /// A family, its cases of the machine and all columns they make.
    private struct Entry {
        let family: FamilySummary
        let cases: [CaseResult]
        let columns: [ScreenColumn]
    }

    /// - Parameters:
    ///   - file: the path of the result, for the hint at the end; nil: none.
    ///   - families: the families to show; empty: all.
    ///   - machine: the machine whose cases are shown, from 0.
    package init(
        _ document: ResultDocument, file: String?, room: Room = .standard, families: [String] = [], machine: Int = 0
    ) {
        self.document = document
        self.machine = machine
        self.room = room
        self.file = file
        self.families = document.families.filter { families.isEmpty || families.contains($0.name) }.map { family in
            let cases = document.cases.filter { $0.name.family == family.name && $0.machine == machine }
            return Entry(family: family, cases: cases, columns: ScreenTable.allColumns(of: family, cases))
        }
    }

    /// The text; with `colours` it contains terminal control sequences; text from outside is escaped.
    package func text(colours: Bool) -> String {
        let (head, tail) = (head, withoutFigures + tail)
        let tables = room.lines.map { self.tables($0 - head.count - tail.count - 1) } ?? fullTables
        return (head + tables + tail).map { $0.rendered(colours: colours) }.joined()
    }

    /// Every column of every family, in blocks of as many as fit.
    private var fullTables: [StyledLine] {
        var lines: [StyledLine] = []
        for entry in families {
            let all = entry.columns
            guard let main = all.first else { continue }
            var left = ScreenTable.inReadingOrder(all, main: main, all: all)
            while !left.isEmpty,
                let table = ScreenTable(entry.family, entry.cases, ranked: left, main: main, width: room.width)
            {
                lines += table.lines(rows: nil, width: room.width) + [StyledLine()]
                let shown = Set(table.columns.map { [$0.dataset, $0.mode, ScreenTable.name(of: $0)] })
                let before = left.count
                left.removeAll { shown.contains([$0.dataset, $0.mode, ScreenTable.name(of: $0)]) }
                if left.count == before { break }
            }
        }
        return lines
    }

    /// One table per family, in `most` lines: each gets two members, then one more in rotation. Where that is too much the last tables go without their notes.
    private func tables(_ most: Int) -> [StyledLine] {
        let tables = families.compactMap { entry -> ScreenTable? in
            guard let main = entry.columns.first else { return nil }
            return ScreenTable(entry.family, entry.cases, ranked: entry.columns, main: main, width: room.width)
        }
        var rows = tables.map { min(2, $0.members.count) }
        var notes = [ScreenTable.Notes](repeating: ScreenTable.Notes(), count: tables.count)
        func lines(_ index: Int) -> Int { tables[index].lineCount(rows: rows[index], notes: notes[index]) }
        var used = tables.indices.reduce(0) { $0 + lines($1) }
        for note in [\ScreenTable.Notes.absences, \.others] {
            for index in tables.indices.reversed() where used > most {
                used -= lines(index)
                notes[index][keyPath: note] = false
                used += lines(index)
            }
        }
        var grows = true
        while grows {
            grows = false
            for index in tables.indices where rows[index] < tables[index].members.count {
                let before = lines(index)
                rows[index] += 1
                if used + lines(index) - before <= most {
                    used += lines(index) - before
                    grows = true
                } else {
                    rows[index] -= 1
                }
            }
        }
        var (text, skipped): ([StyledLine], [String]) = ([], [])
        for index in tables.indices {
            // Two lines are kept for the names of families that do not fit.
            if text.count + lines(index) > most - (used > most ? 2 : 0) {
                skipped.append(tables[index].family.name)
            } else {
                text += tables[index].lines(rows: rows[index], notes: notes[index], width: room.width)
            }
        }
        guard !skipped.isEmpty else { return text + [StyledLine()] }
        return text + [
            StyledLine(StyledLine.cut("No room for: \(skipped.joined(separator: ", "))", to: room.width)), StyledLine(),
        ]
    }
}

extension Screen {
    /// Families without figures, and why.
    private var withoutFigures: [StyledLine] {
        families.filter { !$0.cases.isEmpty && $0.columns.isEmpty }.map { entry in
            let reasons = entry.cases.compactMap(\.reason?.description).reduce(into: [String]()) {
                if !$0.contains($1) { $0.append($1) }
            }
            return StyledLine(
                StyledLine.cut("\(entry.family.name), no figures: \(reasons.joined(separator: "; "))", to: room.width))
        }
    }

    private var head: [StyledLine] {
        guard document.machines.indices.contains(machine) else { return [] }
        let (environment, run) = (document.machines[machine].environment, document.machines[machine].run)
        let caches = environment.processor.caches.last.map { ", \($0)" } ?? ""
        let facts =
            "\(environment.processor.model), \(environment.processor.logicalProcessors) CPUs\(caches), "
            + environment.system.kernel.split(separator: " ").prefix(2).joined(separator: " ")
            + ", \(environment.build.compiler.split(separator: ",").first ?? "")"
        let noise = run.warnings.map { String($0.split(separator: ":").first ?? "") }
        return [
            StyledLine(StyledLine.cut(facts, to: room.width), .heading),
            StyledLine(
                StyledLine.cut(
                    noise.isEmpty ? "Nothing known that makes it noisy" : "Noise: " + noise.joined(separator: "; "),
                    to: room.width), .quiet),
            StyledLine(
                StyledLine.cut(
                    "* best, = not told apart from it (95 %), - no figure, () limit: least work", to: room.width),
                .quiet), StyledLine(),
        ]
    }

    private var tail: [StyledLine] {
        var lines = changes
        if !lines.isEmpty { lines.append(StyledLine()) }
        let run = document.machines.indices.contains(machine) ? document.machines[machine].run : nil
        func whole(_ time: Duration) -> String { Figure.fixed(time.seconds, decimals: time < .seconds(10) ? 1 : 0) }
        let phases =
            run?.phases.map {
                " (preparing \(whole($0.preparing)), verifying \(whole($0.verifying)), sampling \(whole($0.sampling)))"
            } ?? ""
        let time =
            "in \(Figure.fixed(run?.duration.seconds ?? 0, decimals: 1)) s" + phases
            + (document.isComplete ? "" : "; the run was not finished")
        let isOneLine = verified.count + time.count + 2 <= room.width
        let facts = isOneLine ? ["\(verified), \(time)"] : [verified, time]
        lines += facts.map { cut($0) }
        let untried = document.cases.filter { $0.machine == machine && $0.untried != nil }
        if let first = untried.first {
            let more = untried.count > 1 ? ", and \(untried.count - 1) more cases" : ""
            lines.append(cut("Not verified to the end: \(first.name): \(first.untried?.description ?? "")\(more)"))
        }
        if let leftOut = run?.leftOut {
            let left = "\(leftOut) cases left out, the largest sizes among them; without --quick they are run"
            lines.append(cut("A quick look: \(left)"))
        }
        let others = document.machines.count - 1
        if others > 0 {
            lines.append(cut("\(others) more \(others == 1 ? "run" : "runs") in it: --machine N shows another"))
        }
        if let file {
            lines.append(cut("Result: \(file)"))
            lines.append(cut("More: bench show \(file) --family NAME, or --details"))
        } else {
            lines.append(cut("No file written. More: bench run --details, or --out FILE and bench show FILE"))
        }
        return lines
    }

    /// The number of cases and whether their answers were verified. A run under callgrind checks no answers; the same cases are verified before it.
    private var verified: String {
        let rows = document.cases.filter { $0.machine == machine }
        let absent = rows.count { $0.status == .notApplicable }
        let counted = rows.count { $0.status == .counted }
        let untried = rows.count { $0.untried != nil }
        let count = rows.count - absent
        let answers = untried == 0 ? "all answers verified" : "answers verified, of \(untried) not to the end"
        let text =
            count == 0
            ? "No case has a figure"
            : counted == 0
                ? "\(count) cases, \(answers)"
                : counted == count
                    ? "\(count) cases counted under callgrind and none timed; their answers were verified without it"
                    : "\(count) cases, \(answers), \(counted) of them counted under callgrind and not timed"
        return text + (absent == 0 ? "" : " (\(absent) more not applicable or not tried)")
    }

    private func cut(_ text: String) -> StyledLine { StyledLine(StyledLine.cut(text, to: room.width)) }

    /// The sizes at which another member becomes the fastest, one line per family.
    private var changes: [StyledLine] {
        let found = NotableCrossovers.found(in: document).filter { $0.isLead && $0.machine == machine }
        let lines = families.map(\.family).compactMap { family -> StyledLine? in
            let own = found.filter { $0.family == family.name }
            guard !own.isEmpty else { return nil }
            let texts = own.map { one in
                "\(one.from) > \(one.to) at \(one.size < 1e15 ? Figure.count(Int(one.size.rounded())) : "\(one.size)")"
                    + " (\(one.series), \(one.mode))"
            }
            return StyledLine(StyledLine.cut("  \(family.name): " + texts.joined(separator: "; "), to: room.width))
        }
        guard !lines.isEmpty else { return [] }
        let kept = room.lines == nil ? lines : Array(lines.prefix(5))
        return [StyledLine("Where the lead changes hands, entries", .heading)] + kept
    }
}

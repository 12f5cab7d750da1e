internal import Measurement
import SafeText

extension CaseResult {
    /// Every figure with a name that contains its unit: `time_ns`, `instructions`, `given-up_KiB`.
    fileprivate var namedFigures: [(name: String, value: Double)] {
        var figures: [(String, Double)] = []
        if let time { figures.append(("time_ns", time.value)) }
        figures += counters.compactMap { counter in counter.value.map { (counter.counter, $0) } }
        figures += metrics.map { ($0.unit == "count" ? $0.name : "\($0.name)_\($0.unit)", $0.value) }
        return figures.filter { $0.1.isFinite }
    }
}

extension Export {
    /// lkp-tests: `lookup.grid.random-1024.throughput.time_ns: 1.28`, the output that its `stats` expect of a parser.
    func lkpStatistics() throws(ExportError) -> String {
        let lines = cases.flatMap { result in
            result.namedFigures.map { figure in
                let parts = [
                    result.name.family, result.name.algorithm, result.name.dataset, result.name.mode, figure.name,
                ]
                return parts.map(Self.key).joined(separator: ".") + ": \(Self.plain(figure.value))\n"
            }
        }
        guard !lines.isEmpty else { throw .nothingToExport(.lkp) }
        return lines.joined()
    }

    /// MMTests: a line a sample; the interval counts the samples.
    func memoryManagementTests() throws(ExportError) -> String {
        var text = ""
        for result in cases {
            let name = result.name
            let factors =
                "family=\(Self.key(name.family)) algorithm=\(Self.key(name.algorithm)) "
                + "dataset=\(Self.key(name.dataset)) mode=\(Self.key(name.mode))"
            for (interval, sample) in result.samples.enumerated() {
                text += "time_ns\t\(factors)\t\(interval + 1)\t\(Self.plain(sample))\n"
            }
            for figure in result.namedFigures where figure.name != "time_ns" || result.samples.isEmpty {
                text += "\(Self.key(figure.name))\t\(factors)\t1\t\(Self.plain(figure.value))\n"
            }
        }
        guard !text.isEmpty else { throw .nothingToExport(.mmtests) }
        return text
    }

    /// KTAP: a subtest a family. A case that was measured was verified before, and where that was not to the end a line says how far; one that does not apply is skipped.
    func kernelTestAnything() throws(ExportError) -> String {
        let groups = families
        guard !groups.isEmpty else { throw .nothingToExport(.ktap) }
        var text = "KTAP version 1\n1..\(groups.count)\n"
        for (number, group) in groups.enumerated() {
            text += "    KTAP version 1\n    # Subtest: \(Self.key(group.family))\n    1..\(group.cases.count)\n"
            for (place, result) in group.cases.enumerated() {
                for figure in result.namedFigures {
                    text += "    # \(Self.key(figure.name)): \(Self.plain(figure.value))\n"
                }
                if let untried = result.untried {
                    text += "    # verified: \(TerminalText.line(untried.description))\n"
                }
                let name = [result.name.algorithm, result.name.dataset, result.name.mode].map(Self.key)
                let skipped =
                    result.status == .notApplicable
                    ? " # SKIP \(TerminalText.line(result.reason?.description ?? ""))" : ""
                text += "    ok \(place + 1) \(name.joined(separator: "."))\(skipped)\n"
            }
            text += "ok \(number + 1) \(Self.key(group.family))\n"
        }
        return text
    }

    /// Phoronix Test Suite: a result definition reads the line after `Result: `.
    func phoronix() throws(ExportError) -> String {
        guard !timed.isEmpty else { throw .nothingToExport(.phoronix) }
        return timed.map { result in
            "Case: \(TerminalText.line(result.name.description))\nResult: \(Self.plain(result.time?.value ?? 0))\n"
        }.joined()
    }

    /// Apache Otava: one row; rows of later results with the same cases are appended without their first line.
    func otavaRow() throws(ExportError) -> String {
        guard let machine, document.machines.indices.contains(machine), !timed.isEmpty else {
            throw .nothingToExport(.otava)
        }
        let (run, build) = (document.machines[machine].run, document.machines[machine].environment.build)
        let started = run.started.hasSuffix("Z") ? run.started.dropLast() + "+00:00" : run.started[...]
        let head = ["time", "program"] + timed.map { CSVText.cell($0.name.description) }
        let row =
            [CSVText.cell(String(started)), CSVText.cell(build.program ?? "unknown")]
            + timed.map { Self.plain($0.time?.value ?? 0) }
        return head.joined(separator: ",") + "\n" + row.joined(separator: ",") + "\n"
    }

    /// The cases by family, in the order measured.
    var families: [(family: String, cases: [CaseResult])] {
        var groups: [(family: String, cases: [CaseResult])] = []
        for result in cases {
            if let place = groups.firstIndex(where: { $0.family == result.name.family }) {
                groups[place].cases.append(result)
            } else {
                groups.append((result.name.family, [result]))
            }
        }
        return groups
    }

    /// Letters, digits, `_`, `-` and `+` of ASCII; everything else becomes `_`: no format takes it for a separator.
    static func key(_ text: String) -> String {
        String(
            text.unicodeScalars.map { character -> Character in
                switch character {
                case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "+": Character(character)
                default: "_"
                }
            })
    }

    /// Digits without an exponent, which some parsers do not read.
    static func plain(_ value: Double) -> String {
        let text = "\(value)"
        guard text.contains("e") else { return text.hasSuffix(".0") ? String(text.dropLast(2)) : text }
        guard abs(value) < 1 else { return Figure.fixed(value, decimals: 0) }
        return String(Figure.fixed(value, decimals: 9).reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    }
}

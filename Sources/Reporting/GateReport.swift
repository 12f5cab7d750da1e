package import JSONText
package import Measurement
import SafeText

/// The output of `bench check`: for people, for GitHub and for programs.
package struct GateReport: Sendable {
    /// In the order judged.
    package let findings: [Gate.Finding]
    private let notes: [String]

    /// - Parameter notes: limits that could not be measured.
    package init(_ findings: [Gate.Finding], notes: [String] = []) {
        self.findings = findings
        self.notes = notes
    }

    /// The findings that failed.
    package var failures: [Gate.Finding] { findings.filter { $0.outcome == .failed } }

    /// A table of the findings that did not pass, and a summary line.
    package func text(style: TextTable.Style = .forStandardOutput) -> String {
        var table = TextTable([.text("verdict"), .text("case"), .text("metric"), .number("value"), .text("limit")])
        for finding in findings where finding.isWorthShowing {
            table.add([
                finding.outcome.word, finding.name.description, finding.metric, finding.valueText, finding.limitText,
            ])
        }
        return (table.isEmpty ? "" : table.rendered(style) + "\n") + reasons
            + (unjudged + notes).map { "note: \(TerminalText.line($0))\n" }.joined() + summary + "\n"
    }

    /// The commands that say why the failed cases cost what they do, each once.
    private var reasons: String {
        var seen: Set<String> = []
        return failures.compactMap(\.explaining).filter { seen.insert($0).inserted }.map { "why: \($0)\n" }.joined()
    }

    /// `12 limits: 11 passed, 1 failed`.
    package var summary: String {
        let words = ["passed", "failed", "inconclusive", "not confirmed", "not judged"]
        let counts = words.map { word in (word, findings.filter { $0.outcome.word == word }.count) }
        return "\(findings.count) limits: "
            + counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    }

    /// Why limits were not judged, each reason once.
    private var unjudged: [String] {
        var counts: [String: Int] = [:]
        for case .notJudged(let reason) in findings.map(\.outcome) { counts[reason.description, default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { "\($0.value) limits not judged: \($0.key)" }
    }

    /// GitHub's workflow commands: an error per failure, a warning per inconclusive figure.
    package var annotations: String {
        findings.compactMap { finding in
            let level: String
            switch finding.outcome {
            case .failed: level = "error"
            case .inconclusive, .notConfirmed: level = "warning"
            case .passed, .notJudged: return nil
            }
            return GitHubText.annotation(
                level, title: "\(finding.name) \(finding.metric)",
                "\(finding.outcome.word): \(finding.valueText), limit \(finding.limitText)")
        }.joined()
    }

    /// Markdown for a GitHub step summary.
    package var stepSummary: String {
        var text = "### bench check: \(failures.isEmpty ? "passed" : "failed")\n\n\(summary)\n"
        let shown = findings.filter(\.isWorthShowing)
        if !shown.isEmpty {
            text += "\n| verdict | case | metric | value | limit |\n|---|---|---|---:|---|\n"
            for finding in shown {
                let cells = [finding.metric, finding.valueText, finding.limitText].map(GitHubText.cell)
                text +=
                    "| \(finding.outcome.word) | \(GitHubText.codeCell(finding.name.description)) | \(cells.joined(separator: " | ")) |\n"
            }
        }
        return text + (unjudged + notes).map { "\n\(GitHubText.cell($0))\n" }.joined()
    }

    /// The report for programs.
    package var json: JSONValue {
        [
            "passed": .bool(failures.isEmpty),
            "findings": .array(
                findings.map { finding in
                    [
                        "case": .string(finding.name.description), "metric": .string(finding.metric),
                        "verdict": .string(finding.outcome.word),
                        "value": .optional(finding.value?.value), "low": .optional(finding.value?.low),
                        "high": .optional(finding.value?.high),
                        "limit": .string(finding.limitText), "rule": JSONValue(finding.rule),
                        "why": .optional(finding.outcome == .failed ? finding.explaining : nil),
                    ]
                }),
            "notes": .array((unjudged + notes).map { .string($0) }),
        ]
    }
}

extension Gate.Finding {
    fileprivate var isWorthShowing: Bool {
        switch outcome {
        case .failed, .inconclusive, .notConfirmed: true
        case .passed, .notJudged: false
        }
    }

    fileprivate var valueText: String {
        guard let value else { return "-" }
        switch limit {
        case .ratio: return Figure.ratio(value.value) + spread(value)
        case .overBaseline(_, let base) where base.value > 0:
            return MetricText.value(value.value, metric) + " (" + MetricText.change(value.value / base.value) + ")"
        case .hard, .overBaseline: return MetricText.value(value.value, metric) + spread(value)
        }
    }

    /// The command that says why the case costs what it does; nil where the figure is no cost.
    fileprivate var explaining: String? {
        guard kind != .exact else { return nil }
        guard case .ratio(_, let to) = limit else { return "bench explain \(name)" }
        var other = name
        other.algorithm = to
        return "bench explain \(name) --against \(other)"
    }

    private func spread(_ value: Estimate) -> String {
        value.low == value.high ? "" : " ± " + Figure.percent(value.relativeHalfWidth)
    }

    fileprivate var limitText: String {
        switch limit {
        case .hard(let limit): "at most \(MetricText.value(limit, metric))"
        case .overBaseline(let percent, let base):
            outcome.word == "not judged"
                ? "+\(Figure.significant(percent)) %"
                : "\(MetricText.value(base.value, metric)) + \(Figure.significant(percent)) %"
        case .ratio(let limit, let to): "at most \(Figure.ratio(limit)) of \(to)"
        }
    }
}

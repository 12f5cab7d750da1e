/// The demands of `bench check`: rules on figures of cases.
public struct Thresholds: Hashable, Sendable {
    /// The name that a file of thresholds begins with.
    package static let schema = "tdmr-bench-thresholds"
    /// The version of the format that is read.
    package static let version = 1

    /// The rules in file order.
    package var rules: [Rule]
    /// The path of their file, for faults that are found only after measuring.
    package var path: String
    /// The line of each rule in the file, counted from 1.
    package var lines: [Int]

    /// One demand. At least one of the three limits is there.
    package struct Rule: Hashable, Codable, Sendable {
        /// A regular expression on case names.
        package var cases: String
        /// A figure's name: `time`, `ratio`, `instructions`, ... (see `MeasuredFigure`).
        package var metric: String
        /// Most that the figure may grow over the baseline, in percent.
        package var softPercent: Double?
        /// A growth of at most this much, in the figure's own unit, is never a failure of `softPercent`.
        package var slack: Double?
        /// The most the figure may be, in its own unit.
        package var hard: Double?
        /// The most the figure may be as a multiple of the same figure of `to` in the same run.
        package var atMost: Double?
        /// The contender that `atMost` refers to.
        package var to: String?
        /// Why the rule exists, for those whose change it fails.
        package var note: String?

        package init(
            cases: String, metric: String, softPercent: Double? = nil, slack: Double? = nil, hard: Double? = nil,
            atMost: Double? = nil,
            to: String? = nil, note: String? = nil
        ) {
            self.cases = cases
            self.metric = metric
            self.softPercent = softPercent
            self.slack = slack
            self.hard = hard
            self.atMost = atMost
            self.to = to
            self.note = note
        }
    }

    package init(rules: [Rule], path: String = "thresholds", lines: [Int]? = nil) {
        self.rules = rules
        self.path = path
        self.lines = lines ?? Array(repeating: 1, count: rules.count)
    }

    private struct File: Decodable {
        var schema: String?
        var version: Int?
        var rules: [Rule]?
    }

    /// Reads `results/thresholds.json` and checks that every rule names something.
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - path: for the message only.
    ///   - families: the families whose cases the rules may name.
    /// - Throws: `FileFault` with the line of the rule: another schema, no limit, an invalid regular expression, cases or a contender that do not exist, a metric that no case has.
    public init(json bytes: [UInt8], path: String, families: [Family]) throws(FileFault) {
        let file = try JSONFile.decode(File.self, from: bytes, path: path)
        guard file.schema == Self.schema, file.version == Self.version, let rules = file.rules else {
            throw FileFault(
                path: path,
                line: JSONLocator.line(of: [.key(file.schema == Self.schema ? "version" : "schema")], in: bytes),
                GateFileProblem.notThresholds)
        }
        self.init(
            rules: rules, path: path,
            lines: rules.indices.map { JSONLocator.line(of: [.key("rules"), .index($0)], in: bytes) })
        for (rule, line) in zip(rules, lines) {
            if let problem = rule.problem(in: families) {
                throw FileFault(path: path, line: line, GateFileProblem.rule(cases: rule.cases, problem))
            }
        }
    }
}

extension Thresholds.Rule {
    /// The groups and contenders that the rule applies to.
    func selection() throws -> Selection {
        Selection(filters: [try Selection.Pattern(cases)], includesExtended: true)
    }

    /// Why the rule is invalid; nil when it is valid. Whether a case has a quality figure is known only after measuring.
    fileprivate func problem(in families: [Family]) -> GateFileProblem.RuleProblem? {
        if softPercent == nil, hard == nil, atMost == nil { return .noLimit }
        if (atMost == nil) != (to == nil) { return .halfARatio }
        for limit in [softPercent, hard, atMost, slack] {
            if let limit, !(limit >= 0 && limit.isFinite) { return .negativeLimit }
        }
        guard let selection = try? selection() else { return .notAnExpression }
        let groups = selection.groups(of: families)
        if groups.isEmpty { return .noCase }
        if let to, !groups.contains(where: { $0.group.contenders.contains { $0.name == to } }) {
            return .noContender(to)
        }
        return nil
    }
}

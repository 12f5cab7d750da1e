/// Judges a run by thresholds and a baseline.
package struct Gate: Sendable {
    /// The rules.
    package let thresholds: Thresholds
    /// Figures to compare with, by kind of machine.
    package let baseline: Baseline

    package init(thresholds: Thresholds, baseline: Baseline) {
        self.thresholds = thresholds
        self.baseline = baseline
    }

    /// One limit of one rule applied to one case.
    package struct Finding: Hashable, Sendable {
        /// The limit that a figure is judged by.
        package enum Limit: Hashable, Sendable {
            /// At most so many percent over the baseline's figure.
            case overBaseline(percent: Double, Estimate)
            /// A fixed value.
            case hard(Double)
            /// At most so many times the figure of another contender of the same run.
            case ratio(atMost: Double, to: String)
        }

        /// The result of judging a figure.
        package enum Outcome: Hashable, Sendable {
            /// Within the limit.
            case passed
            /// Beyond the limit with its whole interval.
            case failed
            /// Over the limit, but the interval includes it.
            case inconclusive
            /// Failed, but not when measured again.
            case notConfirmed
            /// It cannot be judged.
            case notJudged(Absence)
        }

        /// Why there is nothing to judge a figure by.
        package enum Absence: Error, Hashable, Sendable, CustomStringConvertible {
            /// The baseline has no such machine; what differs from the first one that it has, nil: it has none.
            case noBaseline(MachineKey.Difference?)
            /// The baseline has the machine but not the figure.
            case notInBaseline
            /// The other contender of a ratio has no such figure in the run.
            case notMeasuredBeside(String)

            package var description: String {
                switch self {
                case .noBaseline(let difference): "no baseline for this machine" + (difference.map { " (\($0))" } ?? "")
                case .notInBaseline: "not in the baseline"
                case .notMeasuredBeside(let contender): "'\(contender)' was not measured beside it"
                }
            }
        }

        /// Index into `Thresholds.rules`.
        package var rule: Int
        /// The case that is judged.
        package var name: CaseName
        /// `time`, a counter or a metric of the case.
        package var metric: String
        /// The limit that it is judged by.
        package var limit: Limit
        /// The figure, or for `ratio` the multiple; nil when not judged.
        package var value: Estimate?
        /// The result.
        package var outcome: Outcome
        /// The kind of the figure.
        package var kind: MeasuredFigure.Kind
    }

    /// All limits, each on all cases of `run` that it applies to.
    /// - Throws: `FileFault` for a rule whose metric none of its cases has.
    package func findings(in run: ResultDocument) throws(FileFault) -> [Finding] {
        var findings: [Finding] = []
        for index in thresholds.rules.indices {
            let (found, cases) = judge(index, in: run)
            let metric = thresholds.rules[index].metric
            if found.isEmpty, cases > 0, !Self.generalMetrics.contains(metric) {
                throw FileFault(
                    path: thresholds.path, line: thresholds.lines[index],
                    GateFileProblem.rule(cases: thresholds.rules[index].cases, .noFigure(metric)))
            }
            findings += found
        }
        return findings
    }

    /// Figures that a case lacks when it was not timed or not counted.
    private static let generalMetrics: Set<String> = CountedFigures.names.union(["time", "ratio", "bytes-per-entry"])

    /// One rule's limits on `run`, and how many cases the rule applies to.
    private func judge(_ index: Int, in run: ResultDocument) -> (findings: [Finding], cases: Int) {
        let rule = thresholds.rules[index]
        guard let matches = (try? Selection.Pattern(rule.cases))?.matcher() else { return ([], 0) }
        let rows = run.cases.filter { $0.status != .notApplicable && matches($0.name.description) }
        let findings = rows.flatMap { row -> [Finding] in
            let figure = row.figures(reference: run.reference(of: row)).first { $0.metric == rule.metric }
            return figure.map { judge(rule, index, row, $0, in: run) } ?? []
        }
        return (findings, rows.count)
    }

    private func judge(
        _ rule: Thresholds.Rule, _ index: Int, _ row: CaseResult, _ figure: MeasuredFigure, in run: ResultDocument
    ) -> [Finding] {
        var findings: [Finding] = []
        func add(_ limit: Finding.Limit, _ value: Estimate?, _ outcome: Finding.Outcome) {
            findings.append(
                Finding(
                    rule: index, name: row.name, metric: rule.metric, limit: limit, value: value, outcome: outcome,
                    kind: figure.kind))
        }
        if let hard = rule.hard { add(.hard(hard), figure.value, Self.outcome(figure.value, atMost: hard)) }
        if let percent = rule.softPercent {
            switch baselineFigure(row, figure, run) {
            case .failure(let absence):
                add(
                    .overBaseline(percent: percent, Estimate(value: 0, low: 0, high: 0)), nil,
                    .notJudged(absence))
            case .success(let base):
                add(
                    .overBaseline(percent: percent, base), figure.value,
                    Self.outcome(figure, over: base, percent: percent, slack: rule.slack ?? 0))
            }
        }
        if let atMost = rule.atMost, let to = rule.to {
            if let ratio = Self.ratio(row, figure, to: to, in: run) {
                add(.ratio(atMost: atMost, to: to), ratio, Self.outcome(ratio, atMost: atMost))
            } else if row.name.algorithm != to {
                add(.ratio(atMost: atMost, to: to), nil, .notJudged(.notMeasuredBeside(to)))
            }
        }
        return findings
    }

    private static func outcome(_ value: Estimate, atMost limit: Double) -> Finding.Outcome {
        value.value <= limit ? .passed : value.low > limit ? .failed : .inconclusive
    }

    private static func outcome(_ figure: MeasuredFigure, over base: Estimate, percent: Double, slack: Double)
        -> Finding.Outcome
    {
        let sign: Double = figure.better == .higher ? -1 : 1
        if sign * (figure.value.value - base.value) <= slack { return .passed }
        let old = MeasuredFigure(
            metric: figure.metric, value: base, better: figure.better, kind: figure.kind, logarithms: [])
        guard let change = figure.change(from: old) else { return .failed }
        switch change.verdict(tolerance: percent / 100) {
        case .worse: return .failed
        case .inconclusive: return sign * (change.ratio.value - 1) > percent / 100 ? .inconclusive : .passed
        case .better, .same: return .passed
        }
    }

    /// The figure divided by the other contender's, block by block where both were sampled; nil when there is none or it is the same case.
    private static func ratio(_ row: CaseResult, _ figure: MeasuredFigure, to: String, in run: ResultDocument)
        -> Estimate?
    {
        var name = row.name
        name.algorithm = to
        guard name != row.name, let other = run.cases.first(where: { $0.name == name && $0.machine == row.machine }),
            let base = other.figures(reference: run.reference(of: other)).first(where: { $0.metric == figure.metric })
        else { return nil }
        if figure.metric == "time", row.samples.count == other.samples.count {
            return BlockEstimates.ratio(row.samples, to: other.samples)
        }
        guard base.value.value > 0 else { return nil }
        return Estimate(
            value: figure.value.value / base.value.value, low: figure.value.low / base.value.high,
            high: figure.value.high / base.value.low)
    }

    private func baselineFigure(_ row: CaseResult, _ figure: MeasuredFigure, _ run: ResultDocument) -> Result<
        Estimate, Finding.Absence
    > {
        let key = run.machines[row.machine].key
        let usable = baseline.entries.filter { key.difference(from: $0.key, for: figure.kind) == nil }
        guard !usable.isEmpty else {
            return .failure(
                .noBaseline(baseline.entries.first.flatMap { key.difference(from: $0.key, for: figure.kind) }))
        }
        for entry in usable {
            if let base = entry.figures.first(where: { $0.name == row.name && $0.metric == figure.metric }) {
                return .success(base.estimate)
            }
        }
        return .failure(.notInBaseline)
    }
}

extension Gate {
    /// The findings, with failed timings that a second run did not reproduce marked as not confirmed.
    package func confirmed(_ findings: [Finding], by second: ResultDocument) -> [Finding] {
        let again = thresholds.rules.indices.flatMap { judge($0, in: second).findings }
        return findings.map { finding in
            guard finding.outcome == .failed, finding.kind == .timing else { return finding }
            let repeated = again.first {
                $0.rule == finding.rule && $0.name == finding.name && $0.limit == finding.limit
            }
            guard repeated?.outcome != .failed else { return finding }
            var finding = finding
            finding.outcome = .notConfirmed
            return finding
        }
    }

    /// A baseline's entry for `run`: the figures that some rule compares with a baseline.
    package func baselineEntry(of run: ResultDocument, machine: Int = 0) -> Baseline.Entry {
        let rules = thresholds.rules.filter { $0.softPercent != nil }.compactMap { rule in
            (try? Selection.Pattern(rule.cases)).map { (matches: $0.matcher(), metric: rule.metric) }
        }
        let figures = run.cases.filter { $0.machine == machine }.flatMap { row in
            row.figures(reference: run.reference(of: row)).filter { figure in
                rules.contains { $0.metric == figure.metric && $0.matches(row.name.description) }
            }.map { Baseline.Figure(name: row.name, metric: $0.metric, $0.value) }
        }
        let info = run.machines[machine]
        return Baseline.Entry(key: info.key, taken: info.run.started, warnings: info.run.warnings, figures: figures)
    }
}

import Measurement
import Reporting

/// One `bench count`: verifies every case natively, then counts them under callgrind.
struct CountSession {
    private let groups: [Selection.Group]
    private let seed: UInt64
    private let arguments: [String]
    /// The arguments that make this program the counted one.
    private let command: [String]

    init(groups: [Selection.Group], seed: UInt64, arguments: [String], command: [String]) {
        self.groups = groups
        self.seed = seed
        self.arguments = arguments
        self.command = command
    }

    /// The counted cases as a result.
    /// - Throws: `CallgrindRun.Unavailable`, `CallgrindRun.Failure`, `VerificationFailure`.
    func count() throws -> ResultDocument {
        let callgrind = try CallgrindRun(seed: seed)
        let start = ContinuousClock.now
        var environment = Environment.current(ProcessIsolation())
        environment.system.valgrind = callgrind.version
        var bar = ProgressBar()
        var document = ResultDocument(machines: [])
        var rows: [[CaseResult]] = []
        for (number, selected) in groups.enumerated() {
            bar.update(
                0.2 * Double(number) / Double(groups.count),
                "verifying \(selected.family.name) \(selected.group.dataset.name)")
            let runner = GroupRunner(plan: SamplingPlan(seed: seed))
            rows.append(
                try runner.verify(selected.group, of: selected.family, contenders: selected.contenders.map(\.name))
                    ?? [])
        }
        bar.update(0.2, "counting \(groups.count) groups under valgrind \(callgrind.version)")
        let counted = try callgrind.count(groups, command: command)
        bar.clear()
        for (selected, rows) in zip(groups, rows) {
            document.cases += try rows.map {
                try $0.counted(counted[$0.name], operations: selected.group.countedOperations)
            }
            if !document.families.contains(where: { $0.name == selected.family.name }) {
                document.families.append(FamilySummary(selected.family))
            }
        }
        var run = RunInfo(started: Timestamp.now(), seed: seed, arguments: arguments)
        run.duration = ContinuousClock.now - start
        document.machines = [Machine(environment: environment, run: run)]
        document.isComplete = true
        return document
    }
}

extension CaseResult {
    fileprivate func counted(_ counters: [CounterFigure]?, operations: Int) throws(CallgrindRun.Failure) -> CaseResult {
        var row = self
        guard row.status == .measured else { return row }
        guard let counters else { throw .noCounts(name) }
        row.operations = operations
        row.status = .counted
        row.counters = counters
        return row
    }
}

import CProbes
import Measurement
import Reporting

/// Measures the figures that have thresholds and judges them: `bench check` and `bench baseline`.
struct GateSession {
    struct Options: Sendable {
        var run: BenchmarkRun.Options
        /// The arguments that make this program the counted one.
        var countCommand: [String]
        /// Whether to leave out times, or counts under valgrind.
        var skipsTimes: Bool
        var skipsCounts: Bool

        init(run: BenchmarkRun.Options, countCommand: [String], skipsTimes: Bool = false, skipsCounts: Bool = false) {
            self.run = run
            self.countCommand = countCommand
            self.skipsTimes = skipsTimes
            self.skipsCounts = skipsCounts
        }
    }

    private let options: Options
    private let environment: Environment
    private let arguments: [String]
    /// Why nothing was counted; nil when all requested counts were taken.
    private(set) var countingNote: String?

    init(options: Options, environment: Environment, arguments: [String]) {
        self.options = options
        self.environment = environment
        self.arguments = arguments
    }

    /// Measures the groups of `demand`.
    /// - Throws: `VerificationFailure`, `CallgrindRun.Failure`; whatever a group's input throws.
    mutating func measure(_ demand: GateDemand) throws -> ResultDocument {
        var info = RunInfo(started: Timestamp.now(), seed: options.run.plan.seed, arguments: arguments)
        var document = ResultDocument(isComplete: true)
        let start = ContinuousClock.now
        let timed = options.skipsTimes ? [] : demand.timed
        let run = BenchmarkRun(groups: timed, options: options.run)
        try time(run, into: &document)
        info.stealShare = run.stealShare
        for selected in demand.described + (options.skipsTimes ? demand.timed : []) {
            try describe(selected, into: &document)
        }
        var environment = environment
        if !options.skipsCounts, !demand.counted.isEmpty { try count(demand.counted, into: &document, &environment) }
        info.duration = ContinuousClock.now - start
        info.warnings =
            (NoiseSource.before(environment) + NoiseSource.after(document.cases, stealShare: info.stealShare)).map(
                \.description)
        document.machines = [Machine(environment: environment, run: info)]
        return document
    }

    /// Measures the groups of failed timings again, from another seed and with twice the time.
    func again(_ groups: [Selection.Group]) throws -> ResultDocument {
        var second = options.run
        second.plan.seed &+= 0x9e37_79b9
        second.perCase *= 2
        var document = ResultDocument(
            isComplete: true,
            machines: [
                Machine(
                    environment: environment,
                    run: RunInfo(started: Timestamp.now(), seed: second.plan.seed, arguments: arguments))
            ])
        try time(BenchmarkRun(groups: groups, options: second), into: &document)
        return document
    }

    private func time(_ run: BenchmarkRun, into document: inout ResultDocument) throws {
        var bar = ProgressBar()
        probe_catch_interrupts()
        let ending = try run.execute(
            progress: {
                bar.update($0.fraction, "\($0.group.family.name) \($0.group.group.dataset.name) \($0.group.group.mode)")
            },
            shouldStop: { probe_interrupt() != 0 },
            onFinish: { selected, rows in document.add(rows, of: selected.family) })
        bar.clear()
        if ending == .interrupted { probe_die_of(probe_interrupt()) }
    }

    private func describe(_ selected: Selection.Group, into document: inout ResultDocument) throws {
        let runner = GroupRunner(plan: options.run.plan)
        let rows =
            try runner.verify(selected.group, of: selected.family, contenders: selected.contenders.map(\.name)) ?? []
        document.add(
            rows.map { row in
                var row = row
                if row.status == .measured { row.status = .untimed }
                return row
            }, of: selected.family)
    }

    private mutating func count(
        _ groups: [Selection.Group], into document: inout ResultDocument, _ environment: inout Environment
    ) throws {
        let session = CountSession(
            groups: groups, seed: options.run.plan.seed, arguments: arguments, command: options.countCommand)
        let counted: ResultDocument
        do { counted = try session.count() } catch let reason as CallgrindRun.Unavailable {
            countingNote = "\(reason)"
            return
        }
        environment.system.valgrind = counted.machines[0].environment.system.valgrind
        for row in counted.cases {
            if let place = document.cases.firstIndex(where: { $0.name == row.name }) {
                document.cases[place].counters += row.counters
            } else {
                document.cases.append(row)
            }
        }
    }
}

extension ResultDocument {
    fileprivate mutating func add(_ rows: [CaseResult], of family: Family) {
        cases += rows
        if !families.contains(where: { $0.name == family.name }) { families.append(FamilySummary(family)) }
    }
}

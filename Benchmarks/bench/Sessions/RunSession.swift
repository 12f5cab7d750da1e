import CProbes
import Measurement
import Reporting
import SafeText
import SystemPackage

/// One `bench run`: a progress bar, a screen of tables at the end or a table as each group finishes, a result file that is complete at any moment, and the summary.
struct RunSession {
    /// The events counted besides the time.
    enum Counting {
        case nothing
        /// Events of this machine, case by case.
        case events(CounterSession)
        /// Exact counts after all times were taken; `command` makes this program the counted one.
        case callgrind(command: [String])
    }

    /// The kind of output.
    enum Output {
        /// One screen, when all is done.
        case screen
        /// A table of every group as it finishes, then the winners.
        case details
        /// The result itself, when all is done.
        case json
    }

    private let benchmark: BenchmarkRun
    /// The requested duration of the run.
    private let asked: Duration
    private let output: Output
    private let counting: Counting
    private let environment: Environment
    private let file: ExclusiveFile?
    private let path: FilePath?
    private var info: RunInfo
    private var result: ResultBuilder

    /// - Parameters:
    ///   - leftOut: cases of the default run that are not in `groups` because it is a quick look.
    ///   - path: the file of the result; nil: none. The file is locked here.
    ///   - resumes: whether finished cases in the file are kept.
    ///   - replaces: whether a file with something in it may be replaced.
    ///   - output: what is printed.
    /// - Throws: `FileFault` for a file that cannot be resumed, `OutputFault` for one that cannot be written.
    init(
        groups: [Selection.Group], options: BenchmarkRun.Options, counting: Counting, environment: Environment,
        arguments: [String],
        shard: Shard?, leftOut: Int? = nil, path: FilePath?, resumes: Bool, replaces: Bool, output: Output = .details
    ) throws {
        self.output = output
        self.counting = counting
        if case .events(let counters) = counting {
            benchmark = BenchmarkRun(groups: groups, options: options, counters: counters)
        } else {
            benchmark = BenchmarkRun(groups: groups, options: options)
        }
        asked = options.total
        self.environment = environment
        self.path = path
        file = try path.map { try ExclusiveFile($0, replaces: replaces || resumes) }
        info = RunInfo(
            started: Timestamp.now(), seed: options.plan.seed, arguments: arguments.map(TerminalText.line), shard: shard
        )
        info.leftOut = leftOut
        var document = ResultDocument(machines: [Machine(environment: environment, run: info)])
        if resumes, let path, let earlier = try Self.finished(in: path, environment, options.plan.seed) {
            document.cases = earlier.cases
            document.families = earlier.families
            info.started = earlier.machines[0].run.started
            info.duration = earlier.machines[0].run.duration
            info.phases = earlier.machines[0].run.phases
        }
        result = try ResultBuilder(document)
    }

    /// The finished part of an earlier run; nil when there is no file yet.
    private static func finished(in file: FilePath, _ environment: Environment, _ seed: UInt64) throws(FileFault)
        -> ResultDocument?
    {
        do {
            try FileDescriptor.open(file, .readOnly).close()
        } catch {
            if error as? Errno == .noSuchFileOrDirectory { return nil }
            throw FileFault(path: file.argument, unreadable: error)
        }
        let document = try ResultFile.load(file)
        func refuse(_ problem: ResumeProblem) -> FileFault { FileFault(path: file.argument, line: 1, problem) }
        guard document.machines.count == 1 else { throw refuse(.merged(runs: document.machines.count)) }
        let machine = document.machines[0]
        guard machine.key == environment.key else { throw refuse(.otherMachine(machine.key)) }
        guard machine.environment.build.mode == environment.build.mode else {
            throw refuse(.otherMode(machine.environment.build.mode))
        }
        if let program = machine.environment.build.program, program != environment.build.program {
            throw refuse(.otherProgram(program, own: environment.build.program))
        }
        guard machine.run.seed == seed else { throw refuse(.otherSeed(machine.run.seed, asked: seed)) }
        return document
    }

    /// Runs, prints and writes.
    /// - Throws: `VerificationFailure` (the cases before it are kept in the file), `Errno`. Ends the process by the signal that interrupted it.
    mutating func run() throws {
        probe_catch_interrupts()
        let (earlierDuration, earlierPhases) = (info.duration, info.phases)
        let terminal = Terminal.standardOutput
        var bar = ProgressBar()
        let finished = Set(result.document.cases.map(\.name))
        if case .details = output { terminal.write(heading(finished.count)) }
        let ending = try benchmark.execute(
            finished: finished,
            progress: {
                bar.update($0.fraction, "\($0.group.family.name) \($0.group.group.dataset.name) \($0.group.group.mode)")
            },
            shouldStop: { probe_interrupt() != 0 },
            onFinish: { selected, rows in
                bar.clear()
                if case .details = output {
                    terminal.write(ResultTable.text(rows, of: FamilySummary(selected.family)))
                }
                result.remove(Set(rows.map(\.name)))
                try result.append(rows, of: selected.family)
                info.duration = earlierDuration + benchmark.elapsed
                var phases = earlierPhases ?? RunTimes.Phases()
                phases += benchmark.times.total
                info.phases = phases
                try save(isComplete: false)
            })
        bar.clear()
        if ending == .interrupted { endInterrupted() }
        noteLength()
        if case .callgrind(let command) = counting { try countExactly(command) }
        conclude()
        try save(isComplete: true)
        try printResult(to: terminal)
    }

    /// Prints why a run took longer than requested.
    private func noteLength() {
        let (took, phases) = (benchmark.elapsed, benchmark.times.total)
        guard took > asked * 1.25, took > asked + .seconds(2) else { return }
        func text(_ time: Duration) -> String { "\(Figure.fixed(time.seconds, decimals: 1)) s" }
        Terminal.standardError.write(
            "bench: the run took \(text(took)) in place of \(text(asked)): preparing (\(text(phases.preparing))) and "
                + "verifying (\(text(phases.verifying))) cannot be shortened, and each case needs its least number of samples; "
                + "--quick and --filter take fewer cases\n")
    }

    private func printResult(to terminal: Terminal) throws {
        switch output {
        case .details:
            try StandardOutput.write(
                text: RunSummary.times(benchmark.times) + "\n" + RunSummary.slowest(benchmark.times) + "\n"
                    + RunSummary.text(result.document, file: path.map { TerminalText.line($0.argument) }))
        case .json: try StandardOutput.write(try result.json())
        case .screen:
            let kept = path == nil ? LastResult.keep(try result.json()) : path
            try StandardOutput.write(
                Screen(
                    result.document, file: kept?.argument,
                    room: Screen.Room(width: terminal.screenWidth, lines: Screen.Room.standard.lines)))
        }
    }

    private func heading(_ finished: Int) -> String {
        let count = benchmark.groups.reduce(0) { $0 + $1.contenders.count }
        let kept = finished > 0 ? ", \(finished) kept from before" : ""
        return
            "\(environment.processor.model), \(environment.processor.logicalProcessors) CPUs, \(environment.system.kernel)\n"
            + "\(count) cases in \(benchmark.groups.count) groups\(kept), seed \(info.seed)\n" + countersLine
            + NoiseSource.before(environment).filter(\.isSerious).map { "Warning: \($0)\n" }.joined() + "\n"
    }

    /// The events that are counted, and why others are not.
    private var countersLine: String {
        guard case .events(let session) = counting else { return "" }
        var (found, absent): ([String], [String: [String]]) = ([], [:])
        for (counter, resolution) in session.resolutions {
            switch resolution {
            case .found: found.append(counter.rawValue)
            case .absent(let fault): absent["\(fault)", default: []].append(counter.rawValue)
            case .notOffered: break
            }
        }
        let present = "counted: \(found.isEmpty ? "nothing" : found.joined(separator: ", "))\n"
        return present
            + absent.sorted { $0.key < $1.key }.map { "not counted: \($0.value.joined(separator: ", ")) (\($0.key))\n" }
            .joined()
    }

    /// Adds callgrind's counts to the rows.
    private mutating func countExactly(_ command: [String]) throws {
        let callgrind = try CallgrindRun(seed: info.seed)
        let counted = try callgrind.count(benchmark.groups, command: command)
        let asked = Set(benchmark.groups.flatMap(\.caseNames))
        if let missing = result.document.cases.first(where: {
            asked.contains($0.name) && $0.status == .measured && counted[$0.name] == nil
        }) {
            throw CallgrindRun.Failure.noCounts(missing.name)
        }
        try result.add(counted, valgrind: callgrind.version)
        guard case .details = output else { return }
        try StandardOutput.write(
            text: "Counted under callgrind\n\n" + CountTable.text(result.document) + "\n" + CountTable.note + "\n")
    }

    private mutating func conclude() {
        info.stealShare = benchmark.stealShare
        let noise =
            NoiseSource.before(environment) + NoiseSource.after(result.document.cases, stealShare: info.stealShare)
        info.warnings = noise.map(\.description)
    }

    private mutating func save(isComplete: Bool) throws {
        result.update(run: info, isComplete: isComplete)
        // Output in a pipe cannot be replaced, so a pipe gets only the finished result.
        guard let file, isComplete || !file.isStream else { return }
        try file.save(try result.json())
    }

    /// Finished groups were already written: prints that and ends by the signal.
    private func endInterrupted() -> Never {
        let kept = result.document.cases.count
        let note =
            path.map { "; \(kept) finished cases are in \(TerminalText.line($0.argument)), resume with --resume" } ?? ""
        Terminal.standardError.write("bench: interrupted\(note)\n")
        probe_die_of(probe_interrupt())
    }
}

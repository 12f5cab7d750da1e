import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Verify and time the algorithms against each other (the default command).",
        discussion: """
            Examples:
              bench                                           the default set on one screen
              bench --details                                 every group's table with intervals, counters and outliers
              bench --quick                                   the cases with the largest differences, in 15 s
              bench --filter '^lookup/' --quick               a fast look at all of one family
              bench --dataset synthetic-1024 --out new.json   one dataset, kept as a result file
              bench --out new.json --resume                   continue an interrupted run
              bench --shard 2/4 --out part2.json              one of four parts, for 'bench merge'
              bench --events base --events l1 --events dtlb   counts from a PMU; 'bench counters' says whether there is one
            """)

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var sampling: SamplingOptions

    @Option(name: .long, help: "Where counters come from: auto, papi, perf, callgrind or none.")
    var counters: CounterChoice = .auto

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Count this group of events: base, l1, llc, dtlb or software. Repeatable. Default: base and software.",
            valueName: "GROUP"))
    var events: [EventGroup] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Write the result to this file; it is replaced after every group.", valueName: "FILE"))
    var out: String?

    @OptionGroup var replacing: ForceOption

    @Flag(name: .long, help: "Keep the finished cases of the file given by --out and measure the others.")
    var resume = false

    @Flag(name: .long, help: "Print every group's table instead of one screen.")
    var details = false

    @Option(name: .long, help: "text, or json: the result itself on standard output.")
    var format: OutputFormat = .text

    @OptionGroup var planted: PlantOption

    func validate() throws {
        if details, format == .json { throw ValidationError("--details is text, not JSON: choose one") }
        if resume, out == nil { throw ValidationError("--resume needs --out FILE, the result to go on with") }
    }

    func run() throws {
        let all = try selection.groups(of: planted.families)
        let groups = sampling.quick && !selection.isExplicit ? all.filter(QuickSelection.takes) : all
        let leftOut = all.caseCount - groups.caseCount
        let shard = try selection.selection().shard
        let arguments = ArgumentText.ofProcess
        let isolation = ProcessIsolation.establish(sampling.place.pinning, arguments: arguments)
        try Failure.report {
            var session = try RunSession(
                groups: groups, options: sampling.options(), counting: counting(), environment: .current(isolation),
                arguments: arguments, shard: shard, leftOut: leftOut > 0 ? leftOut : nil,
                path: try out.map { try FilePath(outputFile: $0) }, resumes: resume,
                replaces: replacing.force, output: format == .json ? .json : details ? .details : .screen)
            try session.run()
        }
    }

    private func counting() -> RunSession.Counting {
        switch counters {
        case .none: .nothing
        case .callgrind: .callgrind(command: CountedCommand.arguments(seed: sampling.seed, plant: planted.plant))
        case .auto, .papi, .perf:
            .events(
                CounterSession(backends: counters.backends(), groups: events.isEmpty ? [.base, .software] : events))
        }
    }
}

extension [Selection.Group] {
    fileprivate var caseCount: Int { reduce(0) { $0 + $1.contenders.count } }
}

extension EventGroup: ExpressibleByArgument {}

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
              bench --filter '^lookup/' --quick               a fast look at one family
              bench --dataset synthetic-1024 --out new.json   one dataset, kept as a result file
              bench --out new.json --resume                   go on after an interrupt
              bench --shard 2/4 --out part2.json              one of four parts, for 'bench merge'
              bench --events base --events l1 --events dtlb   what a PMU can tell; 'bench counters' says whether there is one
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
        name: .long, help: ArgumentHelp("Write the result to this file, anew after every group.", valueName: "FILE"))
    var out: String?

    @Flag(name: .long, help: "Replace the file given by --out.")
    var force = false

    @Flag(name: .long, help: "Keep the finished cases of the file given by --out and measure the others.")
    var resume = false

    @Flag(name: .long, help: "Print every group's table instead of one screen.")
    var details = false

    @Option(name: .long, help: "text, or json: the result itself on standard output.")
    var format: OutputFormat = .text

    @Option(
        name: .long,
        help: ArgumentHelp("Add so much work to the cases that match: a test of gates.", valueName: "REGEX=PERCENT"))
    var plant: String?

    func validate() throws {
        if details, format == .json { throw ValidationError("--details is text, not JSON: choose one") }
        if resume, out == nil { throw ValidationError("--resume needs --out FILE, the result to go on with") }
    }

    func run() throws {
        let groups = try selection.groups(of: try PlantOption.families(plant))
        let shard = try selection.selection().shard
        let arguments = ArgumentText.ofProcess
        let isolation = ProcessIsolation.establish(try sampling.pinning(), arguments: arguments)
        try Failure.report {
            var session = try RunSession(
                groups: groups, options: sampling.options(), counting: counting(), environment: .current(isolation),
                arguments: arguments, shard: shard, path: out.map { FilePath(argument: $0) }, resumes: resume,
                replaces: force, output: format == .json ? .json : details ? .details : .screen)
            try session.run()
        }
    }

    private func counting() -> RunSession.Counting {
        switch counters {
        case .none: .nothing
        case .callgrind: .callgrind(command: CountedCommand.arguments(seed: sampling.seed, plant: plant))
        case .auto, .papi, .perf:
            .events(
                CounterSession(backends: counters.backends(), groups: events.isEmpty ? [.base, .software] : events))
        }
    }
}

extension EventGroup: ExpressibleByArgument {}

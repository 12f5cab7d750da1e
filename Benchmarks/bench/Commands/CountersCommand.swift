import ArgumentParser
import Measurement
import Reporting
import SafeText

struct CountersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counters",
        abstract: "List the events that this machine can count, and whether it counts them correctly.",
        discussion: """
            A counter counts as present only when its event was added and started. The name is the native event that libpapi knows for this processor,
            whether or not it can be counted here. libpapi is loaded from the system's folders, or from the file that BENCH_LIBPAPI names.
            With --record known work is done (branches, cache lines, page walks, ...), counted through libpapi, perf_event_open, getrusage and 'perf stat', and
            written to a file that tells another person all there is to know. Exit code 2: a counter counts something else. Examples:
              bench counters
              bench counters --counters perf
              bench counters --record counters.json   20 s; with --quick less work, a second or two
              LIBPFM_FORCE_PMU=spr bench counters     resolve names as on Sapphire Rapids
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @Option(name: .long, help: "Where counters come from: auto, papi, perf, callgrind or none.")
    var counters: CounterChoice = .auto

    @Option(name: .long, help: "text or json.")
    var format: Format = .text

    @Option(
        name: .long, help: ArgumentHelp("Test every counter with known work and write this file.", valueName: "FILE"))
    var record: String?

    @OptionGroup var replacing: ForceOption

    @Flag(name: .long, help: "Do less work for --record.")
    var quick = false

    @OptionGroup var place: CPUOption

    func validate() throws {
        if record == nil, replacing.force || quick { throw ValidationError("--force and --quick are for --record") }
    }

    func run() throws {
        let isolation = ProcessIsolation.establish(
            place.pinning, arguments: ArgumentText.ofProcess)
        if let record { return try take(record, isolation) }
        let list = CounterList(counters)
        switch format {
        case .text: try StandardOutput.write(text: list.text())
        case .json: try StandardOutput.print(list.json)
        }
    }

    private func take(_ path: String, _ isolation: ProcessIsolation) throws {
        try Failure.report {
            let file = try Failure.exclusiveFile(path, force: replacing.force)
            let record = CounterRecord.take(
                quick: quick, isolation: isolation, command: [KnownWorkCommand.configuration.commandName ?? ""])
            let bytes = try record.json()
            try file.save(bytes)
            switch format {
            case .text: try StandardOutput.write(text: CounterRecordText.text(record))
            case .json: try StandardOutput.write(bytes)
            }
            if record.isBroken { throw ExitCode.regression }
        }
    }
}

extension CounterChoice: ExpressibleByArgument {}

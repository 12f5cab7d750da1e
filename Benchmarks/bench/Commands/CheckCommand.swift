import ArgumentParser
import Measurement
import Reporting
import SafeText

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Measure the figures that have thresholds and judge them; exit 2 on a regression.",
        discussion: """
            Rules about instructions and other counts are checked with callgrind's exact counts, rules about times with interleaved samples. A time that
            fails is measured again and fails only if it exceeds its threshold twice. Figures without a baseline on this kind of machine are listed as not judged.
            Examples:
              bench check
              bench check --skip times                     exact counts only: for machines with neighbours
              bench check --plant 'lookup/grid/.*=5'       slow these cases down by 5 % and see the gate fail
            """)

    @OptionGroup var files: GateFiles
    @OptionGroup var selection: FilterOptions
    @OptionGroup var sampling: SamplingOptions

    @Option(name: .long, help: "Leave out times or counts.")
    var skip: [Skippable] = []

    @OptionGroup var planted: PlantOption

    @Option(name: .long, help: "text or json.")
    var format: OutputFormat = .text

    enum Skippable: String, CaseIterable, ExpressibleByArgument {
        case times
        case counts
    }

    func run() throws {
        let arguments = ArgumentText.ofProcess
        let families = planted.families
        let filter = try selection.selection(in: families)
        let isolation = ProcessIsolation.establish(sampling.place.pinning, arguments: arguments)
        try Failure.report {
            let gate = Gate(
                thresholds: try files.loadThresholds(families), baseline: try files.loadBaseline() ?? Baseline())
            let demand = GateDemand(gate.thresholds, of: families, filter: filter)
            var session = GateSession(
                options: GateSession.Options(
                    run: sampling.options(),
                    countCommand: CountedCommand.arguments(seed: sampling.seed, plant: planted.plant),
                    skipsTimes: skip.contains(.times),
                    skipsCounts: skip.contains(.counts)),
                environment: .current(isolation), arguments: arguments)
            let measured = try session.measure(demand)
            var findings = try gate.findings(in: measured)
            let suspects = Set(findings.filter { $0.outcome == .failed && $0.kind == .timing }.map(\.name))
            if !suspects.isEmpty {
                findings = gate.confirmed(findings, by: try session.again(demand.timedGroups(holding: suspects)))
            }
            try report(GateReport(findings, notes: [session.countingNote].compactMap { $0 }))
        }
    }

    private func report(_ report: GateReport) throws {
        switch format {
        case .text: try StandardOutput.write(text: report.text())
        case .json: try StandardOutput.print(report.json)
        }
        if GitHub.isPresent {
            // Workflow commands are read from either stream; standard output may be JSON for a program.
            GitHub.annotate(report.annotations)
            try GitHub.addToStepSummary(report.stepSummary)
        }
        if !report.failures.isEmpty { throw ExitCode.regression }
    }
}

import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract:
            "Measure the figures that thresholds compare with a baseline, and save them for this kind of machine.",
        discussion: """
            Replaces the figures of this kind of machine (processor, caches, compiler, libc, valgrind) in the file and leaves those of other kinds alone.
            A debug build and a noisy machine are refused.
            Examples:
              bench baseline
              bench baseline --skip times      only exact counts, which noise does not touch
            """)

    @OptionGroup var files: GateFiles
    @OptionGroup var selection: FilterOptions
    @OptionGroup var sampling: SamplingOptions

    @Option(name: .long, help: "Leave out times or counts.")
    var skip: [CheckCommand.Skippable] = []

    @Flag(name: .long, help: "Write it even from a debug build or a noisy machine.")
    var force = false

    func run() throws {
        let arguments = ArgumentText.ofProcess
        let filter = try selection.selection(in: Families.all)
        let isolation = ProcessIsolation.establish(sampling.place.pinning, arguments: arguments)
        try Failure.report {
            let environment = Environment.current(isolation)
            let thresholds = try files.loadThresholds(Families.all)
            let file = try ExclusiveFile(FilePath(outputFile: files.baseline), replaces: true)
            var baseline = try files.loadBaseline() ?? Baseline()
            try refuse(NoiseSource.before(environment))
            var session = GateSession(
                options: GateSession.Options(
                    run: sampling.options(), countCommand: CountedCommand.arguments(seed: sampling.seed),
                    skipsTimes: skip.contains(.times),
                    skipsCounts: skip.contains(.counts)),
                environment: environment, arguments: arguments)
            let measured = try session.measure(GateDemand(thresholds, of: Families.all, filter: filter))
            try refuse(NoiseSource.after(measured.cases, stealShare: measured.machines[0].run.stealShare))
            let entry = Gate(thresholds: thresholds, baseline: baseline).baselineEntry(of: measured)
            baseline.replace(entry)
            try file.save(try baseline.json())
            try StandardOutput.print(
                "\(entry.figures.count) figures for \(entry.key) in \(TerminalText.line(files.baseline))")
            if let note = session.countingNote { try StandardOutput.print("note: \(note)") }
        }
    }

    /// Noise does not matter where no times are measured; a debug build always does.
    private func refuse(_ sources: [NoiseSource]) throws {
        let serious = sources.filter { $0.isSerious && (!skip.contains(.times) || $0 == .debugBuild) }
        guard let worst = serious.first, !force else { return }
        throw Failure.say("no baseline written: \(worst) (--force writes it anyway)", .failure)
    }
}

import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

struct BisectRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bisect-run", abstract: "Judge the commit that is checked out, for 'git bisect run'.",
        discussion: """
            Builds the commit, measures the case with the bench of that commit and compares with a result of a good commit. Exit codes are those of
            'git bisect run': 0 good, 1 bad, 125 cannot be judged (does not build, a wrong answer, the case does not exist, still within the noise after
            three tries). Run a copy of bench that lies outside of the working tree:
              cp .build/release/bench-suite /tmp/bench && git checkout GOOD && swift build -c release --product bench-suite
              .build/release/bench-suite run --filter '^lookup/(grid|linear-list)/random-1024/throughput$' --out /tmp/good.json
              git bisect start BAD GOOD
              git bisect run /tmp/bench bisect-run lookup/grid/random-1024/throughput --good /tmp/good.json
            """)

    @Argument(help: ArgumentHelp("The case, family/algorithm/dataset/mode.", valueName: "CASE"))
    var name: String

    @Option(name: .long, help: ArgumentHelp("A result of a good commit that holds the case.", valueName: "RESULT"))
    var good: String

    @Option(name: .long, help: "time, ratio (to the reference of the same run) or instructions (under valgrind).")
    var figure: HistoryEntry.Figure = .time

    @Option(name: .long, help: ArgumentHelp("Changes up to this are good.", valueName: "PERCENT"))
    var tolerance = 5.0

    @Option(name: .long, help: ArgumentHelp("What builds a commit, run by sh.", valueName: "COMMAND"))
    var build = "swift build -c release --product bench-suite"

    @Option(name: .long, help: ArgumentHelp("The commit's own bench, once built.", valueName: "PROGRAM"))
    var program = ".build/release/bench-suite"

    @Option(name: .long, help: ArgumentHelp("Seconds to measure; doubled at each further try.", valueName: "SECONDS"))
    var time = 5.0

    func validate() throws {
        guard CaseName(name) != nil else {
            throw ValidationError("'\(name)' is not a case: expected family/algorithm/dataset/mode")
        }
        guard tolerance >= 0, tolerance.isFinite, time > 0, time.isFinite else {
            throw ValidationError("--tolerance takes a percentage, --time a positive number of seconds")
        }
    }

    func run() throws {
        guard let name = CaseName(name) else { return }
        let trial = BisectTrial(
            name: name, figure: figure, tolerance: tolerance / 100, build: build, program: program, seconds: time)
        let verdict: BisectTrial.Verdict
        do {
            verdict = trial.verdict(against: try ResultFile.load(FilePath(argument: good)))
        } catch {
            // 128 and above end a bisection: a good result that cannot be read would make every commit a wrong one.
            throw Failure.say("\(error)", ExitCode(128))
        }
        try StandardOutput.print("\(verdict)")
        throw ExitCode(verdict.exitCode)
    }
}

import ArgumentParser
import Measurement
import Reporting
import SafeText

@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Compare TDMR construction algorithms.",
        discussion: """
            Every algorithm is verified against its family's oracle before it is timed, and timed in one process, interleaved with the others.
            Exit codes: 0 ok, 1 error, 2 regression, 3 an algorithm gave a wrong answer, 64 usage, 65 bad input, 75 too noisy now (selfcheck).
            'swift run bench' is a launcher: it builds bench-suite, this program, with optimisation and executes it; BENCH_NO_REEXEC=1 skips the build.
            """,
        version: SuiteVersion.current,
        subcommands: [
            RunCommand.self, ShowCommand.self, ListCommand.self, CompareCommand.self, CheckCommand.self,
            BaselineCommand.self,
            CountCommand.self, CountersCommand.self,
            SelfcheckCommand.self, MergeCommand.self, ExportCommand.self, ReportCommand.self, ExplainCommand.self,
            HistoryCommand.self,
            BisectRunCommand.self,
            CountedCommand.self, KnownWorkCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch  where exitCode(for: error) == .usage {
            // One line, as for every other fault; the usage is a --help away.
            StandardError.print("bench: \(message(for: error)) (see 'bench --help')")
            Self.exit(withError: ExitCode.usage)
        } catch {
            if exitCode(for: error) == .success { StandardOutput.end(printing: fullMessage(for: error)) }
            Self.exit(withError: error)
        }
    }
}

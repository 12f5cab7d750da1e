import ArgumentParser
import Reporting
import SafeText

struct TDMRCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tdmr",
        abstract: "Plan, judge and explain TDMR layouts.",
        discussion: """
            MAP: \(MapInput.formats)

            Exit codes: 0 success; 2 there is no valid plan, or the module refuses; 64 usage; 65 bad input; 1 anything else.
            """,
        version: SuiteVersion.current,
        subcommands: [
            PlanCommand.self, CheckCommand.self, EnableCommand.self, OnlineCommand.self, HotplugCommand.self,
            MapCommand.self, GenerateCommand.self,
            CostsCommand.self, LadderCommand.self, DiagnoseCommand.self, StatusCommand.self, SurveyCommand.self,
        ]
    )
}

@main
enum Main {
    static func main() {
        LargeArrays.giveBack()
        do {
            var command = try TDMRCommand.parseAsRoot(ArgumentText.ofProcess)
            try command.run()
        } catch let error as any BadInput {
            StandardError.print(error.badInputLine)
            TDMRCommand.exit(withError: ExitCode.badInput)
        } catch {
            // Usage errors leave with 64, an ExitCode with itself, everything else with 1. Their text may quote what was typed.
            let code = TDMRCommand.exitCode(for: error)
            guard code != .success else { TDMRCommand.exit(withError: error) }
            Terminal.standardError.write(TDMRCommand.fullMessage(for: error) + (error is ExitCode ? "" : "\n"))
            TDMRCommand.exit(withError: code)
        }
    }
}

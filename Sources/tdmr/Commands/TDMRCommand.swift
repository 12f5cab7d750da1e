import ArgumentParser
import Reporting

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

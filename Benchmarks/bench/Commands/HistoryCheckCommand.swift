import ArgumentParser
import Measurement
import Reporting

struct HistoryCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find where figures changed and name the commit; exit 2 on a regression.",
        discussion: """
            Looks at each case on each machine for the commits from which on its level is another one. A figure that got worse is a regression
            until a later level is as good as the one before it: a part that was regained is not enough. A level of times needs two commits, one of exact counts one.
            Of the changes of times that are reported one in a hundred is chance, however many cases there are: the more there are, the more commits a small change needs.
            Examples:
              bench history check
              bench history check --figure instructions --format json
            """)

    @OptionGroup var history: HistoryFile

    @Option(name: .long, help: "Only this figure: time, ratio or instructions. Repeatable.")
    var figure: [HistoryEntry.Figure] = []

    @Option(name: .long, help: ArgumentHelp("Ignore changes of times up to this.", valueName: "PERCENT"))
    var tolerance = 1.0

    @Option(name: .long, help: "text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        if !(tolerance >= 0 && tolerance.isFinite) { throw ValidationError("a tolerance is a percentage, 0 or more") }
    }

    func run() throws {
        try Failure.report {
            let known = try history.load()
            let figures = figure.isEmpty ? HistoryEntry.Figure.allCases : figure
            let report = HistoryReport(known, changes: known.changes(of: figures, leastChange: tolerance / 100))
            switch format {
            case .text: try StandardOutput.write(text: report.text())
            case .json: try StandardOutput.print(report.json)
            }
            if !report.regressions.isEmpty { throw ExitCode.regression }
        }
    }
}

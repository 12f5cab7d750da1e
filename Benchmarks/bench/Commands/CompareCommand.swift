import ArgumentParser
import Measurement
import Reporting
import SystemPackage

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare two results, figure by figure; exit 2 when something got worse.",
        discussion: """
            A change counts when its 95 % interval excludes "no change" and it exceeds the tolerance; "same" needs the whole interval within it, everything
            else is "inconclusive". Times of different machines, builds or libcs are not compared; properties of the answers always are.
            Examples:
              bench compare old.json new.json
              bench compare old.json new.json --tolerance 3 --everything
              bench compare old.json new.json --format json
            """)

    @Argument(help: "The earlier result.") var old: String
    @Argument(help: "The later result.") var new: String

    @Option(name: .long, help: ArgumentHelp("Ignore changes of times up to this.", valueName: "PERCENT"))
    var tolerance: Double = 5

    @Option(name: .long, help: ArgumentHelp("Ignore changes of exact counts up to this.", valueName: "PERCENT"))
    var countTolerance: Double = 0.3

    @Flag(name: .long, help: "Show figures that stayed the same, too.")
    var everything = false

    @Option(name: .long, help: "text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        for percent in [tolerance, countTolerance] where !(percent >= 0 && percent.isFinite) {
            throw ValidationError("a tolerance is a percentage, 0 or more")
        }
    }

    func run() throws {
        try Failure.report {
            let (earlier, later) = (try load(old), try load(new))
            let comparison = Comparison(
                old: earlier, new: later, tolerances: Tolerances(timing: tolerance / 100, count: countTolerance / 100))
            if comparison.added.count == Set(later.cases.map(\.name)).count {
                throw FileFault(path: new, line: nil, NothingInCommon(with: old))
            }
            let report = ComparisonReport(comparison, showsAll: everything)
            switch format {
            case .text: try StandardOutput.write(text: report.text())
            case .json: try StandardOutput.print(report.json)
            }
            if GitHub.isPresent { GitHub.annotate(report.annotations) }
            if comparison.count(.worse) > 0 { throw ExitCode.regression }
        }
    }

    private func load(_ path: String) throws -> ResultDocument {
        let document = try ResultFile.load(FilePath(argument: path))
        try document.requireOptimised(path: path)
        return document
    }
}

private struct NothingInCommon: FileFault.Problem {
    var with: String

    var description: String { "has no case in common with \(with)" }
}

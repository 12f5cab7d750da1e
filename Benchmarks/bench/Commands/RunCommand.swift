import ArgumentParser
import Measurement
import Reporting

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Verify and time the algorithms against each other (default).",
        discussion: """
            Examples:
              bench
              bench --filter '^lookup/' --quick
            """)

    @OptionGroup var selection: SelectionOptions

    @Flag(name: .long, help: "A fast look: fewer samples, wider intervals.")
    var quick = false

    @Option(name: .long, help: "Seed of all query streams and orders.")
    var seed: UInt64 = 1

    func run() throws {
        let runner = GroupRunner(plan: quick ? SamplingPlan(seed: seed, minimumBlocks: 3, maximumBlocks: 6, budgetNanoseconds: 5_000_000) : SamplingPlan(seed: seed))
        for selected in try selection.selection().groups(of: Families.all) {
            let rows: [CaseResult]
            do {
                rows = try runner.run(selected.group, of: selected.family, contenders: selected.contenders.map(\.name)) ?? []
            } catch let failure as VerificationFailure {
                Terminal.standardError.write("bench: \(failure.name): wrong answer: \(failure.answer.explanation)\n")
                throw ExitCode(3)
            }
            print(ResultTable.text(rows, of: selected), terminator: "")
        }
    }
}

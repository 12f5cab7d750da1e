import ArgumentParser
import Measurement
import Reporting

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the names of the cases, one per line.",
        discussion: """
            Names are family/algorithm/dataset/mode. Examples:
              bench list
              bench list --all --filter '^lookup/'
              bench list --quick                  what a run with --quick takes
            """)

    @OptionGroup var selection: SelectionOptions

    @Flag(name: .long, help: "Only the cases of a quick look.")
    var quick = false

    func run() throws {
        if quick, let unknown = QuickSelection.unknown(in: Families.all) {
            throw Failure.say("the quick look names a group that does not exist: \(unknown)", .failure)
        }
        for group in try selection.groups(of: Families.all) where !quick || QuickSelection.takes(group) {
            for name in group.caseNames { try StandardOutput.print("\(name)") }
        }
    }
}

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
            """)

    @OptionGroup var selection: SelectionOptions

    func run() throws {
        for group in try selection.groups(of: Families.all) {
            for name in group.caseNames { try StandardOutput.print("\(name)") }
        }
    }
}

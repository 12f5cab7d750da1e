import ArgumentParser
import Measurement
import Reporting
import SafeText

struct CountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Count instructions, branches and simulated cache misses exactly, under valgrind's callgrind.",
        discussion: """
            Counts do not depend on what else the machine does: the same program gives the same figures every time.
            Examples:
              bench count                        the standard cases up to 65,536 entries
              bench count --filter '^lookup/.*/synthetic-1024/'
              bench count --out counts.json
              bench count --if-available         exit 0 where there is no valgrind
            """)

    @OptionGroup var selection: SelectionOptions

    @OptionGroup var random: SeedOption

    @Option(name: .long, help: ArgumentHelp("Write the result to this file.", valueName: "FILE"))
    var out: String?

    @OptionGroup var replacing: ForceOption

    @OptionGroup var planted: PlantOption

    @Flag(name: .long, help: "Exit 0 when valgrind is not installed.")
    var ifAvailable = false

    func run() throws {
        let groups = try selection.groups(of: planted.families) {
            selection.isExplicit || $0.group.isCountedByDefault
        }
        let arguments = ArgumentText.ofProcess
        try Failure.report {
            let file = try out.map { try Failure.exclusiveFile($0, force: replacing.force) }
            let session = CountSession(
                groups: groups, seed: random.seed, arguments: arguments,
                command: CountedCommand.arguments(seed: random.seed, plant: planted.plant))
            let document: ResultDocument
            do { document = try session.count() } catch let reason as CallgrindRun.Unavailable {
                throw Failure.say("\(reason)", ifAvailable ? .success : .failure)
            }
            if let file { try ResultFile.save(document, to: file) }
            try StandardOutput.write(text: CountTable.text(document) + "\n" + CountTable.note)
        }
    }
}

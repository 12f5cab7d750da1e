import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a result on one screen, or a family of it with every column.",
        discussion: """
            Examples:
              bench show                               the last run that named no file
              bench show new.json
              bench show new.json --family lookup      all members, datasets and modes of a family
              bench show new.json --details            every group's table with intervals, counters and outliers
            """)

    @Argument(help: ArgumentHelp("A result of 'bench run' or 'bench merge'. Default: the last run.", valueName: "FILE"))
    var file: String?

    @Option(name: .long, help: ArgumentHelp("Only this family, all of it. Repeatable.", valueName: "NAME"))
    var family: [String] = []

    @Flag(name: .long, help: "Print every group's table.")
    var details = false

    @Option(name: .long, help: "Which run of a merged result, from 1.")
    var machine = 1

    @Option(
        name: .long,
        help: ArgumentHelp("Characters in a line. Default: the terminal's, 100 where there is none.", valueName: "N"))
    var width: Int?

    func validate() throws {
        if let width, !(Screen.Room.leastWidth...1000).contains(width) {
            throw ValidationError("--width takes \(Screen.Room.leastWidth) to 1000")
        }
        if file == nil, LastResult.path == nil {
            throw ValidationError(
                "name a FILE: this program is not in a build folder, which would hold the last run")
        }
    }

    func run() throws {
        try Failure.report {
            guard let path = file.map({ FilePath(argument: $0) }) ?? LastResult.path else { return }
            var document = try ResultFile.load(path)
            guard machine > 0, document.machines.indices.contains(machine - 1) else {
                let count = document.machines.count
                throw ValidationError("there is no run \(machine) in \(path.argument), it holds \(count)")
            }
            if let unknown = family.first(where: { name in !document.families.contains { $0.name == name } }) {
                let names = document.families.map(\.name).joined(separator: ", ")
                throw ValidationError("no family of \(path.argument) is called '\(unknown)'; it has \(names)")
            }
            if !family.isEmpty {
                document.cases.removeAll { !family.contains($0.name.family) }
                document.families.removeAll { !family.contains($0.name) }
                document.crossovers.removeAll { !family.contains($0.family) }
            }
            try show(document, path)
        }
    }

    private func show(_ document: ResultDocument, _ path: FilePath) throws {
        let terminal = Terminal.standardOutput
        if details {
            try StandardOutput.write(text: ResultTable.all(of: document, machine: machine - 1))
            return try StandardOutput.write(
                text: RunSummary.text(document, file: TerminalText.line(path.argument)))
        }
        let room = Screen.Room(
            width: width ?? terminal.screenWidth,
            lines: family.isEmpty ? Screen.Room.standard.lines : nil)
        try StandardOutput.write(Screen(document, file: path.argument, room: room, machine: machine - 1))
    }
}

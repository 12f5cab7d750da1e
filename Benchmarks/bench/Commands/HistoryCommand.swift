import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Keep figures over commits and find the commit that changed them.",
        discussion: """
            The file has a line a case, machine and commit, sorted: it is merged by joining lines. With the line
            'history.tsv merge=union' in .gitattributes git does that by itself.
            Examples:
              bench run --out new.json && bench history add new.json
              bench history check
              bench history export --format otava --directory otava && otava analyze --config-file otava/otava.yaml ...
            """, subcommands: [HistoryAddCommand.self, HistoryCheckCommand.self, HistoryExportCommand.self])
}

/// Where the history lies.
struct HistoryFile: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The history.", valueName: "FILE"))
    var file = "history.tsv"

    func load() throws -> History { try History(try ResultFile.bytes(of: FilePath(argument: file)), path: file) }
}

struct HistoryAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add the figures of a result at a commit.",
        discussion: """
            The commit is the one that is checked out in the working folder; a later result of the same case, machine and commit replaces the earlier one.
            Examples:
              bench history add new.json
              bench history add old.json --commit v0.1.0 --file results.tsv
            """)

    @OptionGroup var history: HistoryFile

    @Argument(help: ArgumentHelp("A result of 'bench run' or 'bench count'.", valueName: "RESULT"))
    var result: String

    @Option(name: .long, help: ArgumentHelp("The commit that was measured. Default: HEAD.", valueName: "REVISION"))
    var commit: String?

    func run() throws {
        try Failure.report {
            let path = FilePath(argument: history.file)
            let document = try ResultFile.load(FilePath(argument: result))
            let commit = try GitRepository.commit(self.commit ?? "HEAD")
            if self.commit == nil, try GitRepository.isChanged() { throw GitRepository.Failure.uncommittedChanges }
            let file = try ClaimedFile(path, replaces: true)
            // Locked before it is read: what another one adds meanwhile is not lost.
            var known = Self.exists(path) ? try history.load() : History()
            let count = known.add(document, at: commit)
            try file.save(known.text.utf8)
            try StandardOutput.print(
                "\(count) cases at \(commit.hash.prefix(12)) (\(commit.date)) in \(TerminalText.line(history.file))")
        }
    }

    private static func exists(_ path: FilePath) -> Bool {
        guard let file = try? FileDescriptor.open(path, .readOnly) else { return false }
        try? file.close()
        return true
    }
}

struct HistoryCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find where figures changed and name the commit; exit 2 on a regression.",
        discussion: """
            Looks at each case on each machine for the commits from which on its level is another one. A figure that got worse and did not change since
            is a regression. A level of times needs two commits, one of exact counts one.
            Examples:
              bench history check
              bench history check --figure instructions --format json
            """)

    @OptionGroup var history: HistoryFile

    @Option(name: .long, help: "Only this figure: time, ratio or instructions. Repeatable.")
    var figure: [HistoryEntry.Figure] = []

    @Option(name: .long, help: ArgumentHelp("Changes of times up to this do not matter.", valueName: "PERCENT"))
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

struct HistoryExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the history for another program.",
        discussion: """
            otava: Apache Otava, which finds change points with E-divisive means: a CSV file a case and otava.yaml, with the folder in its paths as given.
            Example:
              bench history export --format otava --directory otava
              otava analyze --config-file otava/otava.yaml lookup_grid_random-1024_throughput_MACHINE
            """)

    /// The formats of a history.
    enum Format: String, CaseIterable, ExpressibleByArgument { case otava }

    @OptionGroup var history: HistoryFile

    @Option(name: .long, help: "otava.")
    var format: Format

    @Option(name: .long, help: ArgumentHelp("The folder to make.", valueName: "DIR"))
    var directory: String

    @Flag(name: .long, help: "Replace the files in an existing folder.")
    var force = false

    func run() throws {
        try Failure.report {
            let files = OtavaExport.files(try history.load(), folder: directory)
            do {
                try AtomicFolder.write(files, to: FilePath(argument: directory), existing: force ? .replace : .refuse)
            } catch let fault as OutputFault where fault.reason == .exists {
                throw Failure.say(
                    "\(fault.path.argument) exists; name another folder or replace its files with --force", .failure)
            }
            try StandardOutput.print("\(files.count - 1) cases in \(TerminalText.line(directory))")
        }
    }
}

extension HistoryEntry.Figure: ExpressibleByArgument {}

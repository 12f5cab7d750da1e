import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

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
            let path = try FilePath(outputFile: history.file)
            let document = try ResultFile.load(FilePath(argument: result))
            let commit = try GitRepository.commit(self.commit ?? "HEAD")
            if self.commit == nil, try GitRepository.isChanged() { throw GitRepository.Failure.uncommittedChanges }
            let file = try ExclusiveFile(path, replaces: true)
            // Locked before it is read, so that entries of another process are not lost.
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

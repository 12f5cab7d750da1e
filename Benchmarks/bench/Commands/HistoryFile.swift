import ArgumentParser
import Measurement
import Reporting
import SystemPackage

/// The path of the history.
struct HistoryFile: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The history.", valueName: "FILE"))
    var file = "history.tsv"

    func load() throws -> History { try History(try ResultFile.bytes(of: FilePath(argument: file)), path: file) }
}

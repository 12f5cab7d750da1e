import ArgumentParser
import Measurement
import Reporting
import SystemPackage

/// Where the history lies.
struct HistoryFile: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The history.", valueName: "FILE"))
    var file = "history.tsv"

    func load() throws -> History { try History(try ResultFile.bytes(of: FilePath(argument: file)), path: file) }
}

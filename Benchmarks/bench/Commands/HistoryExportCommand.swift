import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

struct HistoryExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the history for another program.",
        discussion: """
            otava: Apache Otava, which finds change points with E-divisive means: a CSV file a case and otava.yaml, with the folder in its paths as given.
            A figure that one commit of a case lacks is left out for that case, with a warning: Otava would stop reading there.
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
            let known = try history.load()
            let files = OtavaExport.files(known, folder: directory)
            do {
                try AtomicFolder.write(files, to: FilePath(argument: directory), existing: force ? .replace : .refuse)
            } catch let fault as OutputFault where fault.reason == .exists {
                throw Failure.say(
                    "\(fault.path.argument) exists; name another folder or replace its files with --force", .failure)
            }
            let gaps = OtavaExport.gaps(known)
            for figure in HistoryEntry.Figure.allCases {
                guard let left = gaps[figure], let first = left.first else { continue }
                StandardError.print(
                    "bench: warning: \(figure.rawValue) is left out for \(left.count) of \(known.series.count) cases, as commits lack it: \(first.name) at \(first.commit.hash.prefix(12))"
                        + (left.count > 1 ? ", and others" : ""))
            }
            try StandardOutput.print("\(files.count - 1) cases in \(TerminalText.line(directory))")
        }
    }
}

extension HistoryEntry.Figure: ExpressibleByArgument {}

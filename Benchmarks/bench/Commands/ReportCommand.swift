import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Make a page with curves, tables and the environment from a result file.",
        discussion: """
            The folder holds report.html, which loads no other file, and each picture with its data and a gnuplot script. Examples:
              bench report new.json                      into the new folder new.report
              bench report new.json --out report --force
              bench report new.json --page report.html   only the page, without links to data and scripts
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("The folder to make. Default: FILE with .report for its ending.", valueName: "DIR"))
    var out: String?

    @Option(name: .long, help: ArgumentHelp("Write only the page, to this file.", valueName: "FILE"))
    var page: String?

    @Flag(name: .long, help: "Replace the files of a report in an existing folder, or an existing page.")
    var force = false

    @Argument(help: ArgumentHelp("A result of 'bench run --out' or 'bench merge'.", valueName: "FILE"))
    var file: String

    func validate() throws {
        if out != nil, page != nil { throw ValidationError("--out makes a folder, --page one file: choose one") }
    }

    func run() throws {
        try Failure.report {
            let document = try ResultFile.load(FilePath(argument: file))
            if let page {
                try Failure.exclusiveFile(page, force: force).save(Report(document).page().utf8)
                return try StandardOutput.print(TerminalText.line(page))
            }
            var folder = FilePath(argument: out ?? file)
            if out == nil { folder.extension = "report" }
            do {
                let existing: AtomicFile.Existing = force ? .replace : .refuse
                try AtomicFolder.check(folder, existing: existing)
                try AtomicFolder.write(Report(document).files(), to: folder, existing: existing)
            } catch let fault as OutputFault where fault.reason == .exists {
                throw Failure.say(
                    "\(folder.argument) exists; name another folder with --out or replace its report with --force",
                    .failure)
            }
            try StandardOutput.print(TerminalText.line(folder.appending("report.html").argument))
        }
    }
}

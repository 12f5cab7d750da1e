import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a result file in another program's format.",
        discussion: """
            gbench  google-benchmark's JSON, for its compare.py     bmf   Bencher metric format
            gha     github-action-benchmark, customSmallerIsBetter  hgrm  HdrHistogram percentiles, a file per case
            csv     one row per repetition and metric              otava  a row of Apache Otava's CSV
            lkp     key: number lines for lkp-tests                kcidb  KCIDB's JSON 5.3
            mmtests metric, factors, interval, value for MMTests   ktap   the kernel's Test Anything Protocol
            junit   JUnit's XML                                    phoronix  Case: and Result: lines
            Examples:
              bench export --format gbench new.json > new.gbench.json
              bench export --format hgrm --directory percentiles new.json
            """)

    @Option(name: .long, help: "gbench, gha, bmf, hgrm, csv, lkp, mmtests, kcidb, ktap, junit, phoronix or otava.")
    var format: ExportFormat

    @Option(name: .long, help: "Which run of a merged result, from 1.")
    var machine: Int?

    @Option(
        name: .long, help: ArgumentHelp("Only cases whose name matches this regular expression.", valueName: "REGEX"))
    var filter: String?

    @Option(name: .long, help: ArgumentHelp("Write one file per case into this new folder (hgrm).", valueName: "DIR"))
    var directory: String?

    @Argument(help: ArgumentHelp("A result of 'bench run --out'.", valueName: "FILE"))
    var file: String

    func validate() throws {
        if directory != nil, format != .hgrm {
            throw ValidationError("--directory is for --format hgrm; the other formats go to standard output")
        }
    }

    func run() throws {
        let pattern = try filter.map { try FilterOptions.pattern($0, "--filter") }
        try Failure.report {
            do {
                let folder = directory.map { FilePath(argument: $0) }
                if let folder { try AtomicFolder.check(folder) }
                var document = try ResultFile.load(FilePath(argument: file))
                if let matches = pattern?.matcher() {
                    document.cases.removeAll { !matches($0.name.description) }
                    if document.cases.isEmpty { throw ValidationError("--filter matches no case of \(file)") }
                }
                let export = try Export(document, format: format, machineNumber: machine)
                if let folder {
                    try AtomicFolder.write(try export.percentileDistributions(), to: folder)
                } else {
                    try StandardOutput.write(export.text(format).utf8)
                }
            } catch let error as ExportError {
                throw FileFault(path: file, line: nil, error)
            } catch let fault as OutputFault where fault.reason == .exists {
                throw Failure.say("\(fault.path.argument) exists; name another folder", .failure)
            }
        }
    }
}

extension ExportFormat: ExpressibleByArgument {}

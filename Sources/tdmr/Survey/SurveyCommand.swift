import ArgumentParser
import Measurement
import MemoryMaps
import Reporting
import SystemPackage
import TDXHost

struct SurveyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "survey",
        abstract: "Plan a whole fleet: which machines fail under Linux, and the gain of each.",
        discussion: """
            PATH is a log, a folder with all that lies in it, a tar archive, compressed or not, or - for one of these through standard input. A log that cannot be read is a row and never fatal. \
            areas_max, tdmrs and linux_us are those of Linux as it is, best_us, pamt_kib and withheld_kib those of the best plan; times are predicted, TDMR.INIT alone.

            Examples:
              tdmr survey logs/ fleet.tar.gz
              ssh host tar -c /var/log/dmesg | tdmr survey -
              tdmr survey logs/ --format csv > fleet.csv
              tdmr survey logs/ --format html > fleet.html

            In a job array, with I and N from the scheduler:
              tdmr survey logs/ --shard "$SLURM_ARRAY_TASK_ID/4" --out "part$SLURM_ARRAY_TASK_ID.json" --resume
              tdmr survey --merge part*.json --format html > fleet.html

            Exit codes: 0; 65 nothing could be read; 64 usage.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, csv, html
    }

    @Argument(help: "Logs, folders, tar archives; with --merge results of shards (JSON).", completion: .file())
    var paths: [String]

    @Flag(help: "Join the results of all shards.")
    var merge = false

    @Option(help: "How to print: a table, a JSON line a machine and a summary, comma-separated values, or a page.")
    var format: Format?

    @Option(
        help: ArgumentHelp("Take part I of N, I from 1. The order of the machines stays the same.", valueName: "i/n"))
    var shard: Shard?

    @Option(
        help: ArgumentHelp(
            "Write JSON lines to this file as they come; it has its name only when it is whole.", valueName: "file"),
        completion: .file())
    var out: String?

    @Flag(help: "Continue where an earlier run with the same --out stopped.")
    var resume = false

    func validate() throws {
        if resume, out == nil { throw ValidationError("--resume needs --out: it continues that file.") }
        if out != nil, let format, format != .json { throw ValidationError("--out writes JSON.") }
        if merge, shard != nil || resume {
            throw ValidationError("--merge takes whole results: no --shard, no --resume.")
        }
        if shard != nil, let format, format != .json {
            throw ValidationError("The result of a shard is JSON: --merge prints it otherwise.")
        }
        guard paths.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("Standard input can be read only once.")
        }
    }

    func run() throws {
        let format = out != nil || shard != nil ? .json : format ?? .text
        var output = try SurveyOutput(format: format, file: out, resumes: resume, shard: shard)
        if merge {
            try SurveyMerge(paths: paths).run(into: &output)
        } else {
            try SurveyRun(paths: paths, shard: shard).run(into: &output)
        }
        let summary = output.summary
        guard
            [summary.machines, summary.withoutMemory, summary.refused, summary.skipped].contains(where: { $0 > 0 })
                || shard != nil || merge
        else {
            output.discard()
            throw SurveyFault(path: paths.joined(separator: ", "), problem: .noFile)
        }
        try output.finish()
        if output.summary.machines == 0, output.summary.withoutMemory == 0, output.summary.refused > 0 || shard == nil {
            throw ExitCode.badInput
        }
    }
}

extension Shard: ExpressibleByArgument {}

import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Join results of several machines or of a job array into one.",
        discussion: """
            Each run stays apart in the result; times of different machines are never compared. A part of a job array that was measured twice on one
            kind of machine is refused: merge one of the two. A Slurm job array of four:

              #SBATCH --array=1-4 --exclusive
              bench run --all --shard "$SLURM_ARRAY_TASK_ID/4" --out "part$SLURM_ARRAY_TASK_ID.json" --resume

            and afterwards:

              bench merge part1.json part2.json part3.json part4.json --out all.json
              bench report all.json
            """)

    @Argument(help: "Results of 'bench run --out' or 'bench count --out'.")
    var files: [String]

    @Option(name: .long, help: ArgumentHelp("Write the joint result to this file.", valueName: "FILE"))
    var out: String

    @OptionGroup var replacing: ForceOption

    func validate() throws {
        if files.count < 2 { throw ValidationError("merge takes at least two results") }
    }

    func run() throws {
        try Failure.report {
            let file = try Failure.exclusiveFile(out, force: replacing.force)
            let merged = try ResultDocument(
                merging: try files.map { ($0, try ResultFile.load(FilePath(argument: $0))) })
            try ResultFile.save(merged, to: file)
            let missing = merged.missingShards
            if !missing.isEmpty {
                StandardError.print(
                    "bench: warning: shards \(missing.map(\.description).joined(separator: ", ")) are missing")
            }
            if !merged.isComplete { StandardError.print("bench: warning: not all of the runs were finished") }
            try StandardOutput.print(
                "\(merged.cases.count) cases of \(merged.runsAndMachines) in \(TerminalText.line(out))")
        }
    }
}

import ArgumentParser
import MemoryMaps
import Reporting
import TDXModule

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge layouts as the TDX module would.",
        discussion: """
            Prints one line per case: its name and the verdict of TDH.SYS.CONFIG with its detail decoded. Where cases say what they expect, a \
            last line counts those that agree.

            Examples:
              tdmr check layouts.txt
              tdmr check --explain layouts.txt > verdicts.txt
              tdmr check --dynamic-pamt dynamic.txt
              make-layouts | tdmr check -

            Exit codes: 0 every expectation is met, or there is none and every case is accepted; 2 otherwise; 65 bad input.
            """
    )

    @Argument(help: "Case files; - is standard input.")
    var files: [String]

    @Flag(help: "Judge as a module that knows dynamic PAMT: R8 bit 16 asks for it.")
    var dynamicPAMT = false

    @Flag(help: "Say in words, on standard error, why a case is refused.")
    var explain = false

    func validate() throws {
        guard files.count(where: { $0 == "-" }) <= 1 else { throw ValidationError("Standard input can be read only once.") }
    }

    func run() throws {
        var tally = ConfigCaseTally(supportsDynamicPAMT: dynamicPAMT)
        for file in files {
            try CaseFileError.wrapping(file) {
                var reader = ConfigCaseReader()
                try TextLines.forEach(of: file) { line, isCut in
                    if let item = try reader.take(line, isCut: isCut) { tally.judge(item) }
                }
                try reader.finish()
            }
        }
        try StandardOutput.write(text: String(decoding: tally.lines, as: UTF8.self))
        if explain {
            for item in tally.refusals { StandardError.print("\(item.name): \(item.refusal.sentence)") }
        }
        for item in tally.disagreements { StandardError.print("\(item.name): expected \(item.expectation)") }
        if let summary = tally.summary { try StandardOutput.print(summary) }
        if !tally.isGood { throw ExitCode.refused }
    }
}

/// A case file that cannot be read or judged.
private struct CaseFileError: BadInput {
    let badInputLine: String

    static func wrapping(_ path: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as ConfigCaseError {
            throw CaseFileError(badInputLine: "\(path):\(error.line): \(error.fault)")
        }
    }
}

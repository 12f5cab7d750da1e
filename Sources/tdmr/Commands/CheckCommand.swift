import ArgumentParser
import MemoryMaps
import Reporting
import SystemPackage
import TDXHost
import TDXModule

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge layouts as the TDX module would.",
        discussion: """
            Prints one line per case: its name and the verdict of TDH.SYS.CONFIG with its detail decoded. Where cases say what they expect, a \
            last line counts those that agree. The version of the module whose rules answer is named on standard error.

            Examples:
              tdmr check layouts.txt
              tdmr check --explain layouts.txt > verdicts.txt
              tdmr check --dynamic-pamt dynamic.txt
              tdmr check --module 2.0.16 layouts.txt
              tdmr check --compare-modules *.txt
              make-layouts | tdmr check -

            Exit codes: 0 every expectation is met, or there is none and every case is accepted; 2 otherwise; 65 bad input.
            """
    )

    @Argument(help: "Case files; - is standard input.")
    var files: [String]

    @OptionGroup(title: "Kernel and module") var profiles: ProfileOptions

    @Flag(help: "Explain on standard error why a case is refused.")
    var explain = false

    @Flag(help: "Print the cases whose verdict differs between module versions, and the rules responsible.")
    var compareModules = false

    func validate() throws {
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("Standard input can be read only once.")
        }
    }

    func run() throws {
        if compareModules { return try compare() }
        let profile = try profiles.profile()
        var tally = ConfigCaseTally(rules: profile.rules, bitmapBits: profiles.bitmapBits ?? 1)
        try forEachCase { tally.judge($0) }
        // Standard output holds only one line for each case.
        StandardError.print(
            "judged by the rules of module \(profile.module)"
                + (profiles.kernel.map { ", the kernel is Linux \($0.name)" } ?? ""))
        try StandardOutput.write(text: String(decoding: tally.lines, as: UTF8.self))
        if explain {
            for item in tally.refusals { StandardError.print("\(item.name): \(item.refusal.sentence)") }
        }
        for item in tally.disagreements { StandardError.print("\(item.name): expected \(item.expectation)") }
        if let summary = tally.summary { try StandardOutput.print(summary) }
        if !tally.isGood { throw ExitCode.refused }
    }
}

extension CheckCommand {
    /// Calls `body` with each case of all files, read line by line.
    private func forEachCase(_ body: (ConfigCase) -> Void) throws {
        for file in files {
            try CaseFileError.wrapping(file) {
                var reader = ConfigCaseReader()
                try TextLines.forEach(of: file) { line, isCut in
                    if let item = try reader.take(line, isCut: isCut) { body(item) }
                }
                try reader.finish()
            }
        }
    }

    /// The cases whose verdict depends on the version, as a table.
    private func compare() throws {
        var comparison = ModuleComparison(bitmapBits: profiles.bitmapBits ?? 1)
        try forEachCase { comparison.judge($0) }
        var table = TextTable([.text("case"), .text("modules"), .text("verdict"), .text("because of")])
        for item in comparison.changing {
            table.addRule()
            for (index, group) in item.groups.enumerated() {
                table.add([
                    index == 0 ? item.name : "", group.versions, "\(group.verdict)",
                    index == 0 ? "" : group.rules.joined(separator: "; "),
                ])
            }
        }
        try StandardOutput.print(
            "\(comparison.changing.count) of \(comparison.cases) cases have another verdict in another version of the module.\n"
                + table.rendered())
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

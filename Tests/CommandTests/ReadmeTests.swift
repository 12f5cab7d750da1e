import Foundation
import Testing
import TestSupport

/// The README's examples: every `$ swift run tdmr ...` in a console block prints what stands below it.
@Suite struct ReadmeTests {
    private struct Example: CustomStringConvertible {
        var arguments: [String]
        var output: String
        var description: String { arguments.joined(separator: " ") }
    }

    private static func examples() throws -> [Example] {
        let text = try String(contentsOf: Fixtures.packageRoot.appending(path: "README.md"), encoding: .utf8)
        return text.components(separatedBy: "```console\n").dropFirst().flatMap { block -> [Example] in
            var examples: [Example] = []
            for line in block.components(separatedBy: "\n```")[0].components(separatedBy: "\n") {
                if line.hasPrefix("$ ") {
                    examples.append(
                        Example(arguments: line.dropFirst(2).split(separator: " ").map(String.init), output: ""))
                } else if !examples.isEmpty {
                    examples[examples.count - 1].output += line + "\n"
                }
            }
            return examples.filter { $0.arguments.starts(with: ["swift", "run", "tdmr"]) }
        }
    }

    @Test func `every example of tdmr prints what the README shows`() throws {
        let examples = try Self.examples()
        #expect(examples.count == 4)
        for example in examples {
            let outcome = try BuiltProduct.tdmr.run(Array(example.arguments.dropFirst(3)))
            let printed = outcome.standardOutput.split(separator: "\n").map(String.init)
            let shown = example.output.split(separator: "\n").map(String.init)
            // "..." stands for lines left out.
            if let gap = shown.firstIndex(of: "...") {
                #expect(
                    printed.starts(with: shown[..<gap]) && printed.suffix(shown.count - gap - 1) == shown[(gap + 1)...],
                    "\(example)\n\(outcome.standardOutput)")
            } else {
                #expect(printed == shown, "\(example)")
            }
        }
    }
}

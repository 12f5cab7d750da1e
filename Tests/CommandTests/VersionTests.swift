import Foundation
import TestSupport
import Testing

/// What packagers rely on: the version, and completions for each shell.
@Suite struct VersionTests {
    private static let products = [BuiltProduct.tdmr, .bench]

    @Test func `the version is the changelog's newest`() throws {
        let changelog = try String(contentsOf: Fixtures.packageRoot.appending(path: "CHANGELOG.md"), encoding: .utf8)
        let headings = changelog.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3) }
        #expect(headings.first == "Unreleased")
        let newest = try #require(headings.dropFirst().first?.split(separator: " ").first)
        for product in Self.products {
            let outcome = try product.run(["--version"])
            #expect(outcome.exitCode == 0)
            #expect(outcome.standardOutput == "\(newest)\n")
            #expect(outcome.standardError.isEmpty)
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completions come on standard output`(shell: String) throws {
        for (product, subcommand) in zip(Self.products, ["ladder", "selfcheck"]) {
            let outcome = try product.run(["--generate-completion-script", shell])
            #expect(outcome.exitCode == 0, "\(outcome.standardError)")
            #expect(outcome.standardError.isEmpty)
            #expect(outcome.standardOutput.contains(subcommand))
        }
    }
}

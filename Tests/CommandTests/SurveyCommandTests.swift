import Foundation
import TestSupport
import Testing

@Suite struct SurveyCommandTests {
    private struct Row: Decodable {
        var path: String?
        var status: String?
        var linux: String?
        var areas_max: Int?
    }

    private static func survey(_ arguments: [String]) throws -> BuiltProduct.Outcome { try BuiltProduct.tdmr.run(["survey"] + arguments) }

    /// A small fleet: two logs, one that is none, one without memory, and what lies beside logs.
    private static func fleet() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(at: folder.url.appending(path: "rack"), withIntermediateDirectories: false)
        _ = try folder.file("a.log", "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n")
        _ = try folder.file("rack/b.log", String(contentsOfFile: "datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt", encoding: .utf8))
        _ = try folder.file("rack/c.log", "hello\n")
        _ = try folder.file("rack/d.log", "virt/tdx: module not loaded\n")
        _ = try folder.file("README.md", "text")
        return folder
    }

    @Test func `a bad log is a row, and what lies beside logs is skipped`() throws {
        let folder = try Self.fleet()
        let outcome = try Self.survey([folder.url.path, "--format", "json"])
        #expect(outcome.exitCode == 0)
        let lines = outcome.standardOutput.split(separator: "\n")
        let rows = try lines.map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
        #expect(rows.dropLast().map(\.status) == ["ok", "ok", "refused", "no-memory"])
        #expect(rows[1].linux == "ENOSPC")
        #expect(rows[1].areas_max == 18)
        #expect(lines.last?.hasPrefix("{\"summary\": {\"machines\": 2, \"refused\": 1, \"no_memory\": 1, \"skipped\": 1") == true)
        let text = try Self.survey([folder.url.path]).standardOutput
        #expect(text.contains("failing under Linux"))
        #expect(text.contains("rack/c.log"))
        #expect(try Self.survey([folder.url.path, "--format", "csv"]).standardOutput.hasPrefix("path,status,reason,linux,"))
        #expect(try Self.survey([folder.url.path, "--format", "html"]).standardOutput.hasPrefix("<!DOCTYPE html>"))
        #expect(try Self.survey(["/nowhere"]).exitCode == 65)
    }

    @Test func `four shards, merged, are one survey`() throws {
        let whole = try Self.survey(["datasets/real", "--format", "json"]).standardOutput
        let folder = try TemporaryFolder()
        let parts = (1...4).map { folder.url.appending(path: "part\($0).json").path }
        for (index, part) in parts.enumerated() {
            let outcome = try Self.survey(["datasets/real", "--shard", "\(index + 1)/4", "--out", part])
            #expect(outcome.exitCode == 0)
            #expect(outcome.standardOutput == "")
        }
        #expect(try Self.survey(["--merge", "--format", "json"] + parts.reversed()).standardOutput == whole)
        let missing = try Self.survey(["--merge"] + parts.dropLast())
        #expect(missing.exitCode == 65)
        #expect(missing.standardError.contains("3 of 4 shards"))
        #expect(try Self.survey(["--shard", "5/4", "datasets/real"]).exitCode == 64)
    }

    @Test func `a survey that was stopped goes on where it stopped`() throws {
        let fleet = try Self.fleet()
        let whole = try Self.survey([fleet.url.path, "--format", "json"]).standardOutput
        let folder = try TemporaryFolder()
        let out = folder.url.appending(path: "fleet.json").path
        let torn = whole.split(separator: "\n").prefix(2).joined(separator: "\n") + "\n{\"path\": \"to"
        _ = try folder.file("fleet.json.partial", torn)
        #expect(try Self.survey([fleet.url.path, "--out", out, "--resume"]).exitCode == 0)
        #expect(try String(contentsOfFile: out, encoding: .utf8) == whole)
        #expect(!FileManager.default.fileExists(atPath: out + ".partial"))
        // Another fleet's file is no beginning of this one.
        _ = try folder.file("other.json.partial", whole)
        let other = try Self.survey(["datasets/real", "--out", folder.url.appending(path: "other.json").path, "--resume"])
        #expect(other.exitCode == 65)
    }

    @Test func `an archive gives the rows of its files`() throws {
        let fleet = try Self.fleet()
        let folder = try TemporaryFolder()
        let archive = folder.url.appending(path: "fleet.tar.gz").path
        let tar = Process()
        tar.executableURL = URL(filePath: "/bin/tar")
        tar.arguments = ["-C", fleet.url.path, "--sort=name", "-czf", archive, "a.log", "rack/b.log", "rack/c.log", "rack/d.log"]
        try tar.run()
        tar.waitUntilExit()
        let rows = try Self.survey([archive, "--format", "json"]).standardOutput
        let files = try Self.survey([fleet.url.path, "--format", "json"]).standardOutput
        #expect(rows.replacing(archive, with: "").split(separator: "\n").dropLast() == files.replacing(fleet.url.path, with: "").split(separator: "\n").dropLast())
        let map = try BuiltProduct.tdmr.run(["map", archive])
        #expect(map.exitCode == 65)
        #expect(map.standardError.contains("the input is a tar archive"))
    }
}

import Foundation
import TestSupport
import Testing

/// `tdmr plan` and `tdmr online` as a user runs them.
@Suite struct PlanCommandTests {
    private static let emeraldRapids = "datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt"

    private static let small = """
        tdxmap 1
        memory 0x1000 0x9f000 0
        memory 0x100000 0x80000000 0
        memory 0x100000000 0x480000000 0
        cmr 0x100000 0x80000000
        cmr 0x100000000 0x480000000
        """ + "\n"

    @Test func `the machine on which Linux fails says why`() throws {
        let result = try BuiltProduct.tdmr.run(["plan", Self.emeraldRapids, "--strategy", "linux"])
        #expect(result.exitCode == 2)
        #expect(result.standardOutput.contains("TDMR [0x0, 0x80000000): reserved areas exhausted."))
        #expect(result.standardOutput.contains("(17 holes, 1 PAMT); the module takes 16."))
        #expect(result.standardOutput.contains("from the last region up to the TDMR's end"))
    }

    @Test func `the same machine is planned when nothing is asked for`() throws {
        let result = try BuiltProduct.tdmr.run(["plan", Self.emeraldRapids])
        #expect(result.exitCode == 0)
        #expect(result.standardOutput.contains("The TDX module accepts this layout."))
    }

    /// In two processes: the order of a hash table differs between them.
    @Test func `the same input gives the same bytes`() throws {
        for arguments in [[], ["--objective", "areas"], ["--dynamic-pamt"]] {
            let runs = try (0..<2).map { _ in
                try BuiltProduct.tdmr.run(["plan", Self.emeraldRapids, "--format", "json"] + arguments)
            }
            #expect(runs[0].exitCode == 0 && !runs[0].standardOutput.isEmpty)
            #expect(runs[0].standardOutput == runs[1].standardOutput, "\(arguments)")
        }
    }

    @Test func `several maps give one object a line and the highest exit code`() throws {
        let folder = try TemporaryFolder()
        let map = try folder.file("small.tdxmap", Self.small)
        let result = try BuiltProduct.tdmr.run([
            "plan", map, Self.emeraldRapids, map, "--strategy", "linux", "--format", "json",
        ])
        #expect(result.exitCode == 2)
        let objects = try result.standardOutput.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(objects.map { $0["map"] as? String } == [map, Self.emeraldRapids, map])
        #expect(objects.map { $0["status"] as? String } == ["OK", "ENOSPC", "OK"])
    }

    @Test func `one bad map leaves nothing but its line`() throws {
        let folder = try TemporaryFolder()
        let map = try folder.file("small.tdxmap", Self.small)
        let bad = try folder.file("bad.tdxmap", "tdxmap 1\nmemory 0x1000 0x800 0\n")
        let emitted = folder.url.appending(path: "out.bin").path
        for arguments in [
            ["plan", map, bad], ["plan", bad, "--emit-tdmr-info", emitted], ["online", bad, "0-0x1000"],
        ] {
            let result = try BuiltProduct.tdmr.run(arguments)
            #expect(result.exitCode == 65)
            #expect(result.standardOutput.isEmpty)
            #expect(result.standardError.hasPrefix("\(bad):2: "))
            #expect(result.standardError.split(separator: "\n").count == 1)
        }
        #expect(!FileManager.default.fileExists(atPath: emitted))
    }

    @Test func `a log without memory cannot be planned`() throws {
        let folder = try TemporaryFolder()
        let log = try folder.file(
            "short.log",
            "[    0.000000] Linux version 6.8.0\n[    0.1] virt/tdx: BIOS enabled: private KeyID range [32, 64)\n")
        for command in [["plan", log], ["online", log, "0-0x1000"]] {
            let result = try BuiltProduct.tdmr.run(command)
            #expect(result.exitCode == 65)
            #expect(result.standardOutput.isEmpty)
            #expect(result.standardError.hasPrefix("\(log):2: "))
        }
    }

    @Test(arguments: [
        ["plan"], ["plan", "--strategy", "windows", "x"], ["plan", "--pamt-placement", "nowhere", "x"],
        ["plan", "--lps", "0", "x"],
        ["plan", "--emit-tdmr-info", "f", "x", "y"], ["plan", "-", "-"], ["online", "x"], ["online", "x", "1-0x1000"],
        ["online", "x", "0x2000-0x1000"],
        ["online", "x", "0x1000"], ["online", "x", "0x-0x1000"], ["online", "x", "-0x1000"],
        ["online", "x", "0-0x10000000000001000"],
        ["online", "x", "0-+4096"], ["plan", "--pamt-placement", "contig", "--strategy", "best", "x"],
    ])
    func `usage errors leave with 64`(arguments: [String]) throws {
        let result = try BuiltProduct.tdmr.run(arguments)
        #expect(result.exitCode == 64)
        #expect(result.standardOutput.isEmpty)
    }

    @Test func `a plan is read from standard input and its entries are written`() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "tdmrs.bin")
        for _ in 0..<2 {
            let result = try BuiltProduct.tdmr.run(
                ["plan", "-", "--strategy", "linux", "--emit-tdmr-info", path.path],
                standardInput: Data(Self.small.utf8))
            #expect(result.exitCode == 0)
            let bytes = try Data(contentsOf: path)
            #expect(bytes.count == 2048)
            // The second entry begins at 4 GiB and is 14 GiB long.
            #expect(Array(bytes[1024..<1040]) == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x80, 3, 0, 0, 0])
        }
    }

    @Test func `nothing is written where there is no layout`() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "tdmrs.bin").path
        let result = try BuiltProduct.tdmr.run([
            "plan", Self.emeraldRapids, "--strategy", "linux", "--emit-tdmr-info", path,
        ])
        #expect(result.exitCode == 2)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `ranges are echoed as typed with the notifier's answer`() throws {
        let folder = try TemporaryFolder()
        let map = try folder.file("map", "tdxmap 1\nmemory 0 0x80000000 0\nmemory 0x80000000 0x100000000 1\n")
        let ranges = [
            "1048576-0x80000000", "0x0-0x1000", "0x78000000-0x88000000", "0x0010000000-0x10000000",
            "0x100000000-4294967296", "0x10000000000000-0x10000000001000",
        ]
        let answers = ["OK", "BAD", "BAD", "OK", "OK", "BAD"]
        func ask(_ options: [String]) throws -> String {
            let result = try BuiltProduct.tdmr.run(["online", map] + ranges + options)
            #expect(result.exitCode == 0)
            return result.standardOutput
        }
        func lines(_ answers: [String]) -> String { zip(ranges, answers).map { "\($0) \($1)\n" }.joined() }
        #expect(try ask([]) == lines(answers))
        #expect(try ask(["--union"]) == lines(["OK", "BAD", "OK", "OK", "OK", "BAD"]))
        #expect(try ask(["--after-failure"]) == lines(Array(repeating: "OK", count: 6)))
    }
}

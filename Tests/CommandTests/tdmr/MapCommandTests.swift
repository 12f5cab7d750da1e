import Foundation
import MemoryMaps
import TestSupport
import Testing

@Suite struct MapCommandTests {
    private static let emeraldRapids = "datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt"
    private static let tdxmap =
        "tdxmap 1\nlimits 64 16 16 16 16\npackages 2\nlps 96\nkeyids 63 64\ncmr 0x100000 0x80000000\nmemory 0x1000 0x9f000 0\n"

    private struct Reading: Decodable {
        struct KeyIDs: Decodable { var mktme: Int, tdx: Int }
        struct Module: Decodable { var outcome: String?, message: String?, pamt_kib: Int? }
        var map: String
        var format: String
        var memory_source: String?
        var cmrs: [[String]]?
        var packages: Int
        var lps: Int
        var keyids: KeyIDs
        var tdx_module: Module?
        var warnings: [String]
    }

    @Test func `a log becomes a tdxmap, which reads as itself`() throws {
        let first = try BuiltProduct.tdmr.run(["map", "datasets/real/hp-16socket-12tb-16n/dmesg.txt"])
        #expect(first.exitCode == 0)
        #expect(first.standardError == "")
        #expect(first.standardOutput.hasPrefix("tdxmap 1\n"))
        #expect(first.standardOutput.contains("memory 0x100001000 0xc080000000 0\n"))
        let second = try BuiltProduct.tdmr.run(["map", "-"], standardInput: first.outputBytes)
        #expect(second.exitCode == 0)
        #expect(second.outputBytes == first.outputBytes)
    }

    @Test func `every dataset gives the same map from a file and from standard input`() throws {
        for log in RealLog.all.filter({ !$0.memory.isEmpty }).prefix(6) {
            let file = try BuiltProduct.tdmr.run(["map", log.path])
            let piped = try BuiltProduct.tdmr.run(
                ["map", "-"], standardInput: Data(contentsOf: URL(filePath: log.path)))
            #expect(file.exitCode == 0)
            #expect(file.outputBytes == piped.outputBytes)
        }
    }

    @Test func `warnings go to standard error with path and line`() throws {
        let outcome = try BuiltProduct.tdmr.run(["map", Self.emeraldRapids])
        #expect(outcome.exitCode == 0)
        #expect(
            outcome.standardError
                == "\(Self.emeraldRapids): warning: 259808 MiB of CMRs lie above all memory of the map: it may be cut short\n"
        )
        #expect(outcome.standardOutput.contains("cmr 0x100000 0x6f800000\n"))
    }

    @Test func `JSON says where everything comes from`() throws {
        let outcome = try BuiltProduct.tdmr.run(["map", Self.emeraldRapids, "--format", "json"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.standardOutput.split(separator: "\n").count == 1)
        let reading = try JSONDecoder().decode(Reading.self, from: outcome.outputBytes)
        #expect(reading.map == Self.emeraldRapids)
        #expect(reading.format == "kernel-log")
        #expect(reading.memory_source == "e820")
        #expect(reading.cmrs?.first == ["0x100000", "0x6f800000"])
        #expect(reading.keyids.mktme == 31)
        #expect(reading.keyids.tdx == 32)
        #expect(reading.lps == 2)
        #expect(reading.tdx_module?.outcome == "failed (-28)")
        #expect(reading.tdx_module?.message == "TDMR [0x0, 0x80000000): reserved areas exhausted.")
        #expect(reading.warnings.count == 1)
    }

    @Test func `an input without memory is printed, with exit 0`() throws {
        let outcome = try BuiltProduct.tdmr.run(["map", "datasets/real/gnr-hpe-dl380a-gen12-fail/dmesg.txt"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.standardError == "")
        #expect(outcome.standardOutput == "tdxmap 1\nlimits 64 16 16 16 16\npackages 1\nkeyids 31 32\n")
        let json = try BuiltProduct.tdmr.run([
            "map", "datasets/real/gnr-hpe-dl380a-gen12-fail/dmesg.txt", "--format", "json",
        ])
        #expect(try JSONDecoder().decode(Reading.self, from: json.outputBytes).memory_source == nil)
    }

    /// The maps that this machine has of itself: a container may hide them.
    private static let own = ["/proc/iomem", "/sys/firmware/memmap"].filter(FileManager.default.fileExists(atPath:))

    @Test(.enabled(if: !own.isEmpty), arguments: own) func `the machine's own maps can be read`(_ path: String) throws {
        let outcome = try BuiltProduct.tdmr.run(["map", path])
        if outcome.exitCode == 0 {
            #expect(outcome.standardOutput.contains("\nmemory 0x"))
        } else {
            // Without privileges the addresses are hidden.
            #expect(outcome.exitCode == 65)
            #expect(outcome.standardError.hasSuffix("all addresses are zero: read it as root\n"))
        }
    }

    @Test(
        arguments: [
            ("", ":1: the input is empty"),
            (
                "\u{0}\u{1}\u{2}garbage\n\n",
                ":2: no memory map found: expected a kernel log, /proc/iomem, an EFI memory map or a tdxmap"
            ),
            ("tdxmap 1\nmemory 0x2000 0x1000 0\n", ":2: the range ends at 0x1000, before its start 0x2000"),
            (
                "BIOS-e820: [mem 0x0000000000200000-0x0000000000100000] usable\n",
                ":1: the range ends at 0x100000, before its start 0x200000"
            ),
            ("00000000-00000000 : System RAM\n", ":1: all addresses are zero: read it as root"),
        ] as [(String, String)]) func `bad input is one line on standard error, exit 65 and nothing else`(
            _ text: String, _ message: String
        ) throws
    {
        let folder = try TemporaryFolder()
        let path = try folder.file("bad", text)
        for arguments in [["map", path], ["map", path, "--format", "json"]] {
            let outcome = try BuiltProduct.tdmr.run(arguments)
            #expect(outcome.exitCode == 65)
            #expect(outcome.standardOutput == "")
            #expect(outcome.standardError == path + message + "\n")
        }
        let piped = try BuiltProduct.tdmr.run(["map", "-"], standardInput: Data(text.utf8))
        #expect(piped.exitCode == 65)
        #expect(piped.standardError == "-" + message + "\n")
    }

    @Test func `a file that cannot be opened has no line`() throws {
        let folder = try TemporaryFolder()
        let missing = folder.url.appending(path: "missing").path
        let outcome = try BuiltProduct.tdmr.run(["map", missing])
        #expect(outcome.exitCode == 65)
        #expect(outcome.standardError == "\(missing): No such file or directory\n")
        let directory = try BuiltProduct.tdmr.run(["map", folder.url.path])
        #expect(directory.exitCode == 65)
        #expect(directory.standardError == "\(folder.url.path):1: the directory is empty\n")
    }

    @Test func `one bad map among several leaves only its own line`() throws {
        let folder = try TemporaryFolder()
        let good = try folder.file("good", Self.tdxmap)
        let bad = try folder.file("bad", "tdxmap 1\nmemory 0x1000\n")
        let outcome = try BuiltProduct.tdmr.run(["plan", Self.emeraldRapids, good, bad])
        #expect(outcome.exitCode == 65)
        #expect(outcome.standardOutput == "")
        #expect(outcome.standardError == "\(bad):2: 'memory' takes 3 numbers, found 1\n")
    }

    @Test(arguments: [
        ["map"], ["map", "a", "b"], ["map", "-", "--format", "yaml"], ["map", "-", "--nonsense"], ["nonsense"],
        ["plan", "-", "-"], ["online", "-", "-"],
    ]) func `wrong usage leaves with 64`(_ arguments: [String]) throws {
        let outcome = try BuiltProduct.tdmr.run(arguments)
        #expect(outcome.exitCode == 64)
        #expect(outcome.standardOutput == "")
    }

    @Test func `help is no error and has examples`() throws {
        let outcome = try BuiltProduct.tdmr.run(["map", "--help"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.standardOutput.contains("Examples:"))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func `output that cannot be written leaves with 1`() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.currentDirectoryURL = Fixtures.packageRoot
        let tdmr = try #require(BuiltProduct.tdmr.path)
        process.arguments = ["-c", "exec \"$0\" map \(Self.emeraldRapids) > /dev/full 2> /dev/null", tdmr]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
    }
}

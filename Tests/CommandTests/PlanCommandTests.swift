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

    @Test func `The machine on which Linux fails says why`() throws {
        let result = try BuiltProduct.tdmr.run(["plan", Self.emeraldRapids, "--strategy", "linux"])
        #expect(result.exitCode == 2)
        #expect(result.standardOutput.contains("TDMR [0x0, 0x80000000): reserved areas exhausted."))
        #expect(result.standardOutput.contains("(17 holes, 1 PAMT); the module takes 16."))
        #expect(result.standardOutput.contains("from the last region up to the TDMR's end"))
    }

    @Test func `The same machine is planned when nothing is asked for`() throws {
        let result = try BuiltProduct.tdmr.run(["plan", Self.emeraldRapids])
        #expect(result.exitCode == 0)
        #expect(result.standardOutput.contains("The TDX module accepts this layout."))
    }

    @Test func `Several maps give one object a line and the highest exit code`() throws {
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

    @Test func `One bad map leaves nothing but its line`() throws {
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

    @Test func `A log without memory cannot be planned`() throws {
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
    func `Usage errors leave with 64`(arguments: [String]) throws {
        let result = try BuiltProduct.tdmr.run(arguments)
        #expect(result.exitCode == 64)
        #expect(result.standardOutput.isEmpty)
    }

    @Test func `A plan is read from standard input and its entries are written`() throws {
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

    @Test func `Nothing is written where there is no layout`() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "tdmrs.bin").path
        let result = try BuiltProduct.tdmr.run([
            "plan", Self.emeraldRapids, "--strategy", "linux", "--emit-tdmr-info", path,
        ])
        #expect(result.exitCode == 2)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `Ranges are echoed as typed with the notifier's answer`() throws {
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

@Suite struct RefusedPlanTests {
    @Test func `memory beyond the addresses that KeyIDs leave is refused as that, and nothing is claimed`() throws {
        let map = Data(
            "00001000-0009ffff : System RAM\n00100000-7fffffff : System RAM\n8000000000000-800007fffffff : System RAM\n"
                .utf8)
        let outcome = try BuiltProduct.tdmr.run(["plan", "-"], standardInput: map)
        #expect(outcome.exitCode == 2)
        #expect(
            outcome.standardOutput.contains(
                "refuses this layout: memory [0x8000000000000, 0x8000080000000) lies beyond 0x400000000000, the end of the physical addresses that 63 KeyIDs leave"
            ))
        #expect(!outcome.standardOutput.contains("firmware reports"))
        #expect(!outcome.standardOutput.contains("Against Linux"))
        let enable = try BuiltProduct.tdmr.run(["enable", "-"], standardInput: map)
        #expect(enable.exitCode == 2)
        #expect(enable.standardOutput.contains("63 KeyIDs leave"))
    }

    /// Maps whose plans under Linux the module refuses: memory beyond the addresses that KeyIDs leave, and memory
    /// outside of all CMRs.
    static let refused = [
        "tdxmap 1\nmemory 0x100000 0x80000000 0\nmemory 0x8000000000000 0x8000080000000 0\n",
        """
        tdxmap 1\nmemory 0x100000 0x80000000 0\nmemory 0x100000000 0x1100000000 0\ncmr 0x100000 0x4100000\ncmr \
        0x100000000 0x1100000000\n
        """,
    ]

    @Test(arguments: refused) func `a plan that the module refuses claims no time and no gain`(_ map: String) throws {
        func plan(_ options: [String]) throws -> BuiltProduct.Outcome {
            try BuiltProduct.tdmr.run(["plan", "-"] + options, standardInput: Data(map.utf8))
        }
        let linux = try plan(["--strategy", "linux"])
        #expect(linux.exitCode == 2)
        #expect(linux.standardOutput.contains("The TDX module refuses this layout: "))
        for word in ["Predicted", "takes", "times as fast", "not asked"] {
            #expect(!linux.standardOutput.contains(word))
        }
        let compared = try plan(["--compare", "--pareto"]).standardOutput
        for name in ["linux", "linux-cmr"] {
            let row = try #require(compared.split(separator: "\n").first { $0.hasPrefix(name + " ") })
            #expect(!row.contains(" ms") && !row.contains(" us") && !row.hasSuffix(" s"), "\(row)")
        }
        let best = try plan([])
        #expect(!best.standardOutput.contains("Against Linux"))
        #expect(best.exitCode == 0 || !compared.contains("enabling"))
        #expect(best.exitCode == 0 || compared.contains("There is no plan that the module accepts."))
    }

    @Test func `without a plan nothing is drawn, and that is said`() throws {
        let folder = try TemporaryFolder()
        let svg = folder.url.appending(path: "plan.svg").path
        let log = "datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt"
        let outcome = try BuiltProduct.tdmr.run(["plan", log, "--strategy", "linux", "--svg", svg])
        #expect(outcome.exitCode == 2)
        #expect(outcome.standardError.contains("\(svg): not written: there is no plan to draw\n"))
        #expect(!FileManager.default.fileExists(atPath: svg))
        #expect(try BuiltProduct.tdmr.run(["plan", log, "--svg", svg]).exitCode == 0)
        #expect(try String(contentsOfFile: svg, encoding: .utf8).hasSuffix("</svg>\n"))
    }

    @Test func `a range with an inclusive end is told that the end is exclusive`() throws {
        let outcome = try BuiltProduct.tdmr.run([
            "online", "datasets/real/hp-16socket-12tb-16n/dmesg.txt", "0x1078000000-0x107ffffff",
        ])
        #expect(outcome.exitCode == 64)
        #expect(
            outcome.standardError.contains(
                "END is exclusive: 0x1078000000-0x108000000 is the range whose last byte is 0x107ffffff."))
    }

    @Test func `a boot can be chosen`() throws {
        let log = Data(
            "Linux version 6.1\nBIOS-e820: [mem 0x100000-0x7fffffff] usable\nLinux version 6.2\nBIOS-e820: [mem 0x100000-0xbfffffff] usable\n"
                .utf8)
        let outcome = try BuiltProduct.tdmr.run(["map", "-", "--boot", "1"], standardInput: log)
        #expect(outcome.standardOutput.contains("memory 0x100000 0x80000000 0\n"))
        #expect(
            try BuiltProduct.tdmr.run(["map", "-", "--boot", "3"], standardInput: log).standardError
                == "-:4: there is no boot 3: the log holds 2\n")
        #expect(try BuiltProduct.tdmr.run(["map", "-", "--boot", "0"], standardInput: log).exitCode == 64)
    }

    @Test func `the objective startup prints the total that it minimised`() throws {
        let map = "datasets/real/tdx-host-2tb-build784/dmesg.txt"
        let text = try BuiltProduct.tdmr.run(["plan", map, "--lps", "64", "--objective", "startup"])
        #expect(text.exitCode == 0 && text.standardOutput.contains("\nWhole start-up, which is what was minimised: "))
        func total(_ options: [String]) throws -> Double {
            let result = try BuiltProduct.tdmr.run(["plan", map, "--lps", "64", "--format", "json"] + options)
            let object = try JSONSerialization.jsonObject(with: Data(result.standardOutput.utf8)) as? [String: Any]
            let startUp = try #require(object?["startup"] as? [String: Double])
            let parts = ["alloc_us", "init_us", "rest_us"].reduce(0) { $0 + (startUp[$1] ?? .infinity) }
            let total = try #require(startUp["total_us"])
            #expect(abs(total - parts) < 1e-3)
            return total
        }
        let best = try total(["--objective", "startup"])
        for strategy in ["best", "kernel-sized", "even"] {
            let other = try total(["--strategy", strategy])
            #expect(best <= other, "\(strategy)")
        }
    }
}

import Foundation
import TestSupport
import Testing

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
        let map = "datasets/real/unknown-xeon-platinum-8582c-1n-64g/dmesg.txt"
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

import Foundation
import TestSupport
import Testing

@Suite struct LadderCommandTests {
    /// Small ones: a ladder is dozens of plans. TDX starts on the first under Linux, not on the second.
    private static let maps = [
        "datasets/real/nuc5i3ryb-i3-5010u-1n-8g/dmesg.txt",
        "datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt",
    ]

    @Test func `JSON is one object for each map, Linux first`() throws {
        let result = try BuiltProduct.tdmr.run(["ladder"] + Self.maps + ["--lps", "64", "--format", "json"])
        #expect(result.exitCode == 0)
        let lines = result.standardOutput.split(separator: "\n")
        #expect(lines.count == 2)
        for (line, map) in zip(lines, Self.maps) {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["map"] as? String == map && object["lps"] as? Int == 64)
            let rungs = try #require(object["rungs"] as? [[String: Any]])
            #expect(rungs.first?["name"] as? String == "linux")
            let names = rungs.compactMap { $0["name"] as? String }
            for name in [
                "cmr-areas", "parallel-init", "split", "beside-holes", "no-zeroing", "parallel-alloc", "boot-alloc",
                "dynamic-pamt", "kernel-sized", "best",
            ] {
                #expect(names.count { $0 == name } == 1, "\(name)")
            }
            var summed = 0
            for rung in rungs {
                let starts = try #require(rung["starts"] as? Bool)
                #expect((rung["reason"] is NSNull) == starts)
                for key in ["total_us", "alloc_us", "init_us", "rest_us", "low_us", "high_us"] {
                    #expect((rung[key] is NSNull) != starts, "\(key)")
                }
                #expect(rung["withheld_kib"] is Int)
                guard starts else { continue }
                let total = try #require(rung["total_us"] as? Double)
                let parts = ["alloc_us", "init_us", "rest_us"].reduce(0) { $0 + (rung[$1] as? Double ?? 0) }
                #expect(abs(parts - total) < 1e-3)
                summed += 1
            }
            #expect(summed >= 12, "\(map)")
        }
    }

    @Test func `text, picture and page are written whole`() throws {
        let folder = try TemporaryFolder()
        let svg = folder.url.appending(path: "ladder.svg")
        let page = folder.url.appending(path: "ladder.html")
        let result = try BuiltProduct.tdmr.run([
            "ladder", Self.maps[1], "--sensitivity", "--svg", svg.path, "--page", page.path,
        ])
        #expect(result.exitCode == 0)
        for part in [
            "none measured", "kernel-sized", "In the kernel, in this order:",
            "linux does not start TDX: TDMR [0x0, 0x80000000)", "swaps", "best + dynamic-pamt + boot-alloc",
            "rungs with dynamic-pamt: Linux tip, module 2.0.18, dynamic PAMT", "gone for good",
        ] {
            #expect(result.standardOutput.contains(part), "\(part)")
        }
        #expect(try String(contentsOf: svg, encoding: .utf8).hasSuffix("</svg>\n"))
        #expect(try String(contentsOf: page, encoding: .utf8).hasSuffix("</html>\n"))
        let fleet = try BuiltProduct.tdmr.run(["ladder"] + Self.maps + ["--fleet"])
        #expect(fleet.standardOutput.hasPrefix("2 machines; Linux starts TDX on 1."))
        #expect(fleet.standardOutput.contains(" of them name no LPs and count as 2 LPs a package"))
        #expect(fleet.standardOutput.contains("kernel-sized beside the best plan, on 2 machines"))
    }

    @Test func `rungs begin with the kernel and module asked for`() throws {
        let result = try BuiltProduct.tdmr.run([
            "ladder", Self.maps[0], "--lps", "64", "--module", "2.0.12", "--format", "json",
        ])
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(result.standardOutput.utf8)) as? [String: Any])
        let rungs = try #require(object["rungs"] as? [[String: Any]])
        #expect(rungs.allSatisfy { $0["module_version"] as? String == "2.0.12" })
        #expect(rungs.first?["kernel"] as? String == "7.3")
        #expect(rungs.first { $0["name"] as? String == "dynamic-pamt" }?["kernel"] as? String == "tip")
        #expect(
            try BuiltProduct.tdmr.run(["ladder", Self.maps[0], "--dynamic-pamt", "--module", "1.5.01"]).exitCode == 64)
    }

    @Test func `usage errors`() throws {
        for arguments in [
            ["--lps", "0"], ["--svg", "/tmp/never.svg", Self.maps[0]], ["--fleet", "--format", "json"],
            ["--cost", "t_call=11"],
        ] {
            let result = try BuiltProduct.tdmr.run(["ladder", Self.maps[1]] + arguments)
            #expect(result.exitCode == 64 && result.standardOutput.isEmpty, "\(arguments)")
        }
    }
}

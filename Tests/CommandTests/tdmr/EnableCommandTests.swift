import Foundation
import TestSupport
import Testing

/// `tdmr enable` and `tdmr costs` as a user runs them.
@Suite struct EnableCommandTests {
    private static let emeraldRapids = "datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt"

    /// 3 TiB on 4 nodes, as the largest published start-up.
    private static let large = {
        let nodes = (0..<4).map { node in
            let start = UInt64(4 + 768 * node) << 30
            return (start, start + 767 << 30, node)
        }
        return "tdxmap 1\nmemory 0x100000 0x80000000 0\n" + nodes.map { "memory \($0) \($1) \($2)\n" }.joined()
            + "cmr 0x100000 0x80000000\n" + nodes.map { "cmr \($0.0) \($0.1)\n" }.joined() + "packages 2\nlps 64\n"
    }()

    private static func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `text says that it is simulated, where the time goes and who waits`() throws {
        let result = try BuiltProduct.tdmr.run(["enable", Self.emeraldRapids, "--lps", "64"])
        #expect(result.exitCode == 0)
        for part in [
            "Simulated time", "TDH.SYS.TDMR.INIT", "PAMT allocation", "100.0 %", "by the closed form", "At boot:",
            "in the background",
        ] {
            #expect(result.standardOutput.contains(part), "\(part)")
        }
    }

    @Test func `a machine without a layout exits with 2 and the kernel's words`() throws {
        let result = try BuiltProduct.tdmr.run(["enable", Self.emeraldRapids, "--strategy", "linux"])
        #expect(result.exitCode == 2)
        #expect(result.standardOutput.contains("ENOSPC. TDMR [0x0, 0x80000000): reserved areas exhausted."))
    }

    @Test func `shares add up and calls are those that plan predicts`() throws {
        let folder = try TemporaryFolder()
        let map = try folder.file("large.tdxmap", Self.large)
        let enabled = try BuiltProduct.tdmr.run(["enable", map, "--strategy", "linux", "--serial", "--format", "json"])
        let planned = try BuiltProduct.tdmr.run(["plan", map, "--strategy", "linux", "--format", "json"])
        let simulated = try #require(try Self.json(enabled.standardOutput)["simulated"] as? [String: Any])
        let predicted = try #require(try Self.json(planned.standardOutput)["predicted"] as? [String: Any])
        #expect(simulated["seamcalls"] as? Int == predicted["seamcalls"] as? Int)
        #expect(simulated["init_us"] as? Double == predicted["serial_us"] as? Double)
        let steps = try #require(simulated["steps"] as? [[String: Any]])
        #expect(steps.count == 8)
        #expect(abs(steps.reduce(0) { $0 + ($1["share"] as? Double ?? 0) } - 1) < 1e-9)
        let parallel = try BuiltProduct.tdmr.run(["enable", map, "--strategy", "linux", "--format", "json"])
        let other = try #require(try Self.json(parallel.standardOutput)["simulated"] as? [String: Any])
        #expect(other["init_closed_form_us"] as? Double == predicted["parallel_us"] as? Double)
    }

    @Test func `a trace is one track for each LP, whole and small`() throws {
        let folder = try TemporaryFolder()
        let map = try folder.file("large.tdxmap", Self.large)
        let trace = folder.url.appending(path: "trace.json")
        let result = try BuiltProduct.tdmr.run([
            "enable", map, "--strategy", "linux", "--lps", "3", "--trace", trace.path, "--format", "json",
        ])
        #expect(result.exitCode == 0)
        let simulated = try #require(try Self.json(result.standardOutput)["simulated"] as? [String: Any])
        let root = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: trace)) as? [String: Any])
        #expect((root["otherData"] as? [String: Any])?["simulated"] as? Bool == true)
        let events = try #require(root["traceEvents"] as? [[String: Any]])
        // 785,000 calls, no event for each.
        #expect(events.count < 5000)
        #expect(events.count { $0["name"] as? String == "thread_name" } == 3)

        let slices = events.filter { $0["ph"] as? String == "X" }
        let calls = slices.reduce(0) { $0 + (($1["args"] as? [String: Any])?["seamcalls"] as? Int ?? 0) }
        #expect(calls == simulated["seamcalls"] as? Int)
        let byTrack = Dictionary(grouping: slices) { $0["tid"] as? Int ?? -1 }
        #expect(Set(byTrack.keys) == [0, 1, 2])
        for slices in byTrack.values {
            let spans = slices.map { ($0["ts"] as? Double ?? -1, $0["dur"] as? Double ?? -1) }.sorted { $0.0 < $1.0 }
            #expect(spans.allSatisfy { $0.0 >= 0 && $0.1 >= 0 })
            // A nanosecond for the rounding of sums.
            for (a, b) in zip(spans, spans.dropFirst()) { #expect(a.0 + a.1 <= b.0 + 0.001) }
        }
        let end = slices.map { ($0["ts"] as? Double ?? 0) + ($0["dur"] as? Double ?? 0) }.max() ?? 0
        #expect(abs(end - (simulated["total_us"] as? Double ?? 0)) < 0.001)
        let counter = events.filter { $0["ph"] as? String == "C" }.compactMap {
            ($0["args"] as? [String: Any])?["usable GiB"] as? Double
        }
        #expect(counter == counter.sorted())
        #expect(counter.first == 0 && counter.last == 3070)
    }

    @Test func `a bad cost parameter is refused with the list of names`() throws {
        let folder = try TemporaryFolder()
        for bad in ["t_call=11", "speed=3", "t_call", "t_trans=1ns"] {
            for command in [["enable", Self.emeraldRapids], ["costs"]] {
                let result = try BuiltProduct.tdmr.run(command + ["--cost", bad])
                #expect(result.exitCode == 64)
                #expect(result.standardOutput.isEmpty)
                #expect(
                    result.standardError.contains(
                        "t_trans, t_body, t_body_dynamic, t_body_dynamic_4096, t_call, t_area, node_write_bandwidth"))
            }
        }
        let file = try folder.file("costs.txt", "# a busy machine\nt_call=10\nt_key=5 us\n")
        let trace = folder.url.appending(path: "trace.json").path
        let result = try BuiltProduct.tdmr.run(["enable", Self.emeraldRapids, "--cost-file", file, "--trace", trace])
        #expect(result.exitCode == 65)
        #expect(result.standardOutput.isEmpty)
        #expect(result.standardError.hasPrefix("\(file):3: t_key=5 us is outside 10 .. 1000 us"))
        #expect(!FileManager.default.fileExists(atPath: trace))
        let missing = folder.url.appending(path: "none").path
        let unreadable = try BuiltProduct.tdmr.run(["enable", Self.emeraldRapids, "--cost-file", missing])
        #expect(unreadable.exitCode == 65)
        #expect(unreadable.standardError == "\(missing): No such file or directory\n")
    }

    @Test func `the command line wins over the file`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("costs.txt", "t_call=10\nt_key=77\n")
        let result = try BuiltProduct.tdmr.run([
            "enable", Self.emeraldRapids, "--cost-file", file, "--cost", "t_call=5us", "--format", "json",
        ])
        let costs = try #require(try Self.json(result.standardOutput)["costs"] as? [String: String])
        #expect(costs["t_call"] == "5 us")
        #expect(costs["t_key"] == "77 us")
    }

    @Test func `usage errors`() throws {
        for arguments in [
            ["--lps", "0"], ["--lps", "1000000"], ["--strategy", "best-of-all"], ["--serial", "--policy", "balanced"],
            ["--policy", "chaos"],
            [Self.emeraldRapids, "--trace", "/tmp/never.json"],
        ] {
            let result = try BuiltProduct.tdmr.run(["enable", Self.emeraldRapids] + arguments)
            #expect(result.exitCode == 64, "\(arguments)")
            #expect(result.standardOutput.isEmpty)
        }
    }

    @Test func `a map without memory or with a fault is bad input`() throws {
        let folder = try TemporaryFolder()
        let bad = try folder.file("bad.tdxmap", "tdxmap 1\nmemory 0x1000 0x800 0\n")
        let result = try BuiltProduct.tdmr.run(["enable", bad])
        #expect(result.exitCode == 65)
        #expect(result.standardError.hasPrefix("\(bad):2: "))
    }

    @Test func `costs prints every parameter and every published start-up`() throws {
        let parameters = try BuiltProduct.tdmr.run(["costs"])
        #expect(parameters.exitCode == 0)
        for name in [
            "t_trans", "t_call", "node_write_bandwidth", "t_config_area", "1 .. 4.2 us", "30 .. 150 GB/s", "low",
            "medium", "high",
        ] {
            #expect(parameters.standardOutput.contains(name), "\(name)")
        }
        let calibration = try BuiltProduct.tdmr.run(["costs", "--calibration"])
        #expect(calibration.standardOutput.split(separator: "\n").count == 2 + 9 + 2 + 8 + 2)
        for part in ["canonical/tdx#285", "-7 %", "+18 %", "+28 % *", "-30 % *"] {
            #expect(calibration.standardOutput.contains(part), "\(part)")
        }
    }
}

import Foundation
import TestSupport
import Testing

/// `--kernel`, `--module`, `--dynamic-pamt` and `--bitmap-bits` as a user gives them.
@Suite struct ProfileCommandTests {
    private static let host = "datasets/real/tdx-host-2tb-build784/dmesg.txt"

    private static func json(_ arguments: [String]) throws -> [String: Any] {
        let result = try BuiltProduct.tdmr.run(arguments + ["--format", "json"])
        return try #require(try JSONSerialization.jsonObject(with: Data(result.standardOutput.utf8)) as? [String: Any])
    }

    @Test func `an answer says which kernel and module it is for`() throws {
        let plain = try Self.json(["plan", Self.host, "--strategy", "linux"])
        #expect(
            plain["kernel"] as? String == "7.3" && plain["module_version"] as? String == "1.5.01"
                && plain["pamt_mode"] as? String == "static")
        #expect(plain["refcount_bytes"] is NSNull)
        let dynamic = try Self.json(["plan", Self.host, "--strategy", "linux", "--dynamic-pamt"])
        #expect(
            dynamic["kernel"] as? String == "tip" && dynamic["module_version"] as? String == "2.0.18"
                && dynamic["pamt_mode"] as? String == "dynamic")
        // 4 bytes for each 2 MiB below 0x20040000000: 2 TiB and 1 GiB.
        #expect(dynamic["refcount_bytes"] as? Int == 0x200_4000_0000 / (2 << 20) * 4)
        let pamt = try #require(dynamic["pamt_kib"] as? Int)
        #expect((plain["pamt_kib"] as? Int ?? 0) / pamt == 102)
        let calls = try [plain, dynamic].map { try #require(($0["predicted"] as? [String: Any])?["seamcalls"] as? Int) }
        #expect(calls[1] == calls[0] + 1)
        let large = try Self.json(["plan", Self.host, "--strategy", "linux", "--dynamic-pamt", "--module", "2.0.12"])
        let fewer = try #require((large["predicted"] as? [String: Any])?["seamcalls"] as? Int)
        let gib = try #require(plain["tdmrs"] as? [[String: Any]]).reduce(0) {
            $0 + (Int(($1["size"] as? String ?? "").dropFirst(2), radix: 16) ?? 0) >> 30
        }
        #expect(calls[1] - fewer == 192 * gib)
    }

    @Test func `a bitmap of more bits is larger, from the map or the command line`() throws {
        let folder = try TemporaryFolder()
        let map = try folder.file(
            "bits.tdxmap",
            "tdxmap 1\nmax_pfn 0x400000\nbitmap_bits 3\nmemory 0x100000000 0x200000000 0\ncmr 0x100000000 0x200000000\nlps 2\n"
        )
        func bitmap(_ arguments: [String]) throws -> Int {
            let plan = try Self.json(["plan", map, "--strategy", "linux-cmr", "--dynamic-pamt"] + arguments)
            #expect(plan["refcount_bytes"] as? Int == 0x400000 / 512 * 4)
            #expect((plan["module"] as? [String: String])?["name"] == "TDX_SUCCESS")
            let tables = try #require(plan["tdmrs"] as? [[String: Any]]).compactMap { ($0["pamt_4k"] as? [String])?[1] }
            return tables.reduce(0) { $0 + (Int($1.dropFirst(2), radix: 16) ?? 0) }
        }
        #expect(try bitmap([]) == 3 * 4 * 32768)
        #expect(try bitmap(["--bitmap-bits", "1"]) == 4 * 32768)
        let text = try BuiltProduct.tdmr.run(["map", map]).standardOutput
        #expect(text.contains("max_pfn 4194304\n") && text.contains("bitmap_bits 3\n"))
    }

    @Test func `Linux loses TDX where the module refuses bit 16`() throws {
        let folder = try TemporaryFolder()
        let map = try folder.file(
            "few.tdxmap", "tdxmap 1\nkeyids 3 4\nmemory 0x100000000 0x200000000 0\ncmr 0x100000000 0x200000000\n")
        let plan = try Self.json(["plan", map, "--strategy", "linux", "--kernel", "tip"])
        #expect((plan["module"] as? [String: String])?["status"] == "0xc000010000000008")
        #expect(try BuiltProduct.tdmr.run(["plan", map, "--strategy", "linux", "--kernel", "tip"]).exitCode == 2)
        #expect(
            try BuiltProduct.tdmr.run(["plan", map, "--strategy", "linux", "--kernel", "tip", "--module", "1.5.06"])
                .exitCode == 0)
    }

    @Test func `a KeyID split that forbids dynamic PAMT is said to leave no way back`() throws {
        let folder = try TemporaryFolder()
        let map = try folder.file(
            "few.tdxmap", "tdxmap 1\nkeyids 3 4\nmemory 0x100000000 0x200000000 0\ncmr 0x100000000 0x200000000\n")
        let sentence =
            "KeyIDs start above bit 48, so the module refuses R8 bit 16, and Linux has no way back to static PAMT"
        for command in ["plan", "enable", "ladder"] {
            let result = try BuiltProduct.tdmr.run([command, map, "--kernel", "tip"])
            #expect(result.exitCode == 2 && result.standardOutput.contains(sentence), "\(command)")
        }
    }

    @Test func `a module that announces a bitmap it has not fails before TDH_SYS_CONFIG, for every command`() throws {
        let options = ["--kernel", "tip", "--module", "2.0.04"]
        for command in ["plan", "enable", "ladder"] {
            let result = try BuiltProduct.tdmr.run([command, Self.host] + options)
            // The ladder has rungs with a module that keeps PAMT dynamically, and they start.
            #expect(result.exitCode == (command == "ladder" ? 0 : 2), "\(command)")
            #expect(
                result.standardOutput.contains("Linux tip fails reading it (-EIO), before TDH.SYS.CONFIG"), "\(command)"
            )
        }
        let plan = try Self.json(["plan", Self.host] + options)
        #expect(plan["status"] as? String == "EIO" && plan["module"] is NSNull)
        let log = try BuiltProduct.tdmr.run(["enable", Self.host, "--log"] + options)
        #expect(log.standardOutput.contains("initcall tdx_enable returned -5 (EIO)"))
    }

    @Test func `reference counts that outgrow the machine are memory that Linux does not get`() throws {
        let folder = try TemporaryFolder()
        // 2^52 bytes take 8 GiB of counts; the machine has 4 GiB.
        let map = try folder.file(
            "far.tdxmap",
            "tdxmap 1\nmax_pfn 0x10000000000\nmemory 0x100000000 0x200000000 0\ncmr 0x100000000 0x200000000\n")
        for strategy in ["linux", "best"] {
            let plan = try Self.json(["plan", map, "--dynamic-pamt", "--strategy", strategy])
            #expect(plan["status"] as? String == "ENOMEM", "\(strategy)")
        }
        let log = try BuiltProduct.tdmr.run(["enable", map, "--dynamic-pamt", "--log"])
        #expect(log.standardOutput.contains("returned -12 (ENOMEM)"))
        #expect(try Self.json(["plan", map, "--strategy", "linux"])["status"] as? String == "OK")
    }

    @Test func `static PAMT is that of the layout, as plan prints it`() throws {
        let plan = try Self.json(["plan", Self.host, "--strategy", "linux"])
        let enable = try Self.json(["enable", Self.host, "--strategy", "linux", "--dynamic-pamt"])
        let memory = try #require(enable["pamt_memory"] as? [String: Any])
        #expect(memory["static_kib"] as? Int == plan["pamt_kib"] as? Int)
        let text = try BuiltProduct.tdmr.run(["enable", Self.host, "--strategy", "linux", "--dynamic-pamt"])
        #expect(text.standardOutput.contains("static PAMT of these TDMRs: 8396820 KiB always"))
        #expect(!text.standardOutput.contains("On demand"))
        #expect(text.standardOutput.contains("PAMT memory is given back when TDX fails"))
    }

    @Test func `guests are for dynamic PAMT and should fit the machine`() throws {
        for option in [["--guests", "2"], ["--guest-gib", "4"], ["--guest-touches", "50"], ["--lock-free"]] {
            let refused = try BuiltProduct.tdmr.run(["enable", Self.host] + option)
            #expect(refused.exitCode == 64 && refused.standardError.contains("goes with dynamic PAMT"), "\(option)")
        }
        let result = try BuiltProduct.tdmr.run([
            "enable", Self.host, "--dynamic-pamt", "--guests", "3", "--guest-gib", "1000",
        ])
        #expect(result.standardError.contains("the guests' 3000 GiB are more than the machine's 2045 GiB of memory"))
        let one = try BuiltProduct.tdmr.run(["enable", Self.host, "--dynamic-pamt", "--guests", "1"])
        #expect(one.standardOutput.contains("706,004 pages counted in 2.030 s of processor time"))
        #expect(!one.standardError.contains("more than the machine's"))
    }

    @Test func `a module older than all of its line is judged by the first, and told so`() throws {
        let folder = try TemporaryFolder()
        let log = try folder.file(
            "old.log",
            """
            [    0.000000] Early memory node ranges
            [    0.000000]   node   0: [mem 0x0000000000100000-0x00000000ffffffff]
            [    1.000000] virt/tdx: BIOS enabled: private KeyID range [32, 64)
            [    1.100000] virt/tdx: Module version: 1.5.00

            """)
        let result = try BuiltProduct.tdmr.run(["enable", log])
        #expect(
            result.standardError.contains(
                "the log's module is 1.5.00; the rules are those of 1.5.01, the first known of its line"))
    }

    @Test(arguments: [
        (["--kernel", "6.1"], "there are 7.3, tip."), (["--module", "1.5.02"], "there are 1.5.01, 1.5.05,"),
        (["--dynamic-pamt", "--module", "1.5.01"], "Module 1.5.01 has no dynamic PAMT"),
        (["--dynamic-pamt", "--module", "2.0.04"], "Module 2.0.04 has no dynamic PAMT"),
        (["--dynamic-pamt", "--kernel", "7.3"], "Linux 7.3 does not know dynamic PAMT"),
        (["--bitmap-bits", "-1"], "--bitmap-bits"),
    ])
    func `a profile that there is not is a usage error with one sentence`(arguments: [String], sentence: String) throws
    {
        for command in [["plan", Self.host], ["enable", Self.host], ["check", "x"]] {
            let result = try BuiltProduct.tdmr.run(command + arguments)
            #expect(result.exitCode == 64 && result.standardOutput.isEmpty)
            #expect(result.standardError.contains(sentence), "\(result.standardError)")
        }
    }

    @Test func `enable follows the log's module, and a log that contradicts is a warning`() throws {
        let folder = try TemporaryFolder()
        let log = try folder.file(
            "boot.log",
            """
            [    0.000000] BIOS-e820: [mem 0x0000000000100000-0x00000000ffffffff] usable
            [    0.000000] Early memory node ranges
            [    0.000000]   node   0: [mem 0x0000000000100000-0x00000000ffffffff]
            [    1.000000] virt/tdx: BIOS enabled: private KeyID range [32, 64)
            [    1.100000] virt/tdx: Module version: 1.5.29
            [    1.200000] virt/tdx: Enable Dynamic PAMT
            [    1.300000] virt/tdx: 164 KB allocated for PAMT

            """)
        let enabled = try BuiltProduct.tdmr.run(["enable", log, "--format", "json", "--strategy", "linux"])
        #expect(enabled.standardOutput.contains("\"module_version\": \"1.5.28\""))
        #expect(
            enabled.standardError.contains(
                "the log says that its kernel enabled dynamic PAMT; the answer is for Linux 7.3, module 1.5.28, static PAMT"
            ))
        #expect(enabled.standardError.contains("the log's module is 1.5.29; the rules are those of 1.5.28"))
        let tip = try BuiltProduct.tdmr.run([
            "plan", log, "--strategy", "linux", "--kernel", "tip", "--module", "1.5.28",
        ])
        #expect(!tip.standardError.contains("enabled dynamic PAMT"))
        // 4 GiB in one TDMR: exactly what the log says.
        #expect(tip.standardOutput.contains("164 KiB of PAMT"), "\(tip.standardOutput)")
    }
}

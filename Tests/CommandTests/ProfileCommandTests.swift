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

import Foundation
import TestSupport
import Testing

@Suite struct DiagnoseCommandTests {
    @Test func `the exit code says whether TDX came up everywhere`() throws {
        let good = "datasets/real/tdx-host-2tb-build784/dmesg.txt"
        let bad = "datasets/real/gnr-hpe-dl380a-gen12-fail/dmesg.txt"
        #expect(try BuiltProduct.tdmr.run(["diagnose", good]).exitCode == 0)
        #expect(try BuiltProduct.tdmr.run(["diagnose", good, bad]).exitCode == 2)
        #expect(try BuiltProduct.tdmr.run(["diagnose", "/nowhere"]).exitCode == 65)
        let text = try BuiltProduct.tdmr.run(["diagnose", bad]).standardOutput
        #expect(text.contains("it stopped at filling in the reserved areas"))
        #expect(text.contains("What is missing to say more:"))
        let json = try BuiltProduct.tdmr.run(["diagnose", good, bad, "--format", "json"]).standardOutput
        #expect(json.split(separator: "\n").count == 2)
        #expect(json.contains("\"pamt_kib_logged\": 8396820, \"pamt_kib_predicted\": 8396820"))
    }

    @Test func `a bad log takes nothing from the others`() throws {
        let good = "datasets/real/tdx-host-2tb-build784/dmesg.txt"
        let run = try BuiltProduct.tdmr.run(["diagnose", good, "/nowhere", good, "--format", "json"])
        #expect(run.exitCode == 65)
        #expect(run.standardOutput.split(separator: "\n").count == 2)
        #expect(run.standardError.contains("/nowhere: "))
        let silent = try BuiltProduct.tdmr.run(
            ["diagnose", "-"], standardInput: Data("[    1.000000] usb 1-1: new high-speed USB device number 2\n".utf8))
        #expect(silent.exitCode == 2 && silent.standardOutput.contains("holds no line about TDX"))
    }

    @Test func `two lines of an attempt may lie longer apart than a predicted time can be`() throws {
        let log = """
            BIOS-e820: [mem 0x0000000000100000-0x00000000bfffffff] usable
            [    1.000000] virt/tdx: TDX module version: 1.5.06
            [99999999.000000] virt/tdx: 12316 KB allocated for PAMT
            [99999999.100000] virt/tdx: module initialized

            """
        let run = try BuiltProduct.tdmr.run(["diagnose", "-"], standardInput: Data(log.utf8))
        #expect(run.exitCode == 0 && run.standardOutput.contains("PAMT: 12316 KiB logged, as predicted"))
        #expect(run.standardOutput.contains("time: 18446744 s between the log's lines"), "\(run.standardOutput)")
    }

    @Test func `the help names all that a map may be`() throws {
        for arguments in [["--help"], ["plan", "--help"], ["diagnose", "--help"]] {
            let help = try BuiltProduct.tdmr.run(arguments).standardOutput
            for word in ["lsmem", "Xen", "kexec", "iasl", "tdxmap"] { #expect(help.contains(word), "\(arguments)") }
        }
    }

    @Test func `statuses and error numbers are decoded, one line each`() throws {
        let known = try BuiltProduct.tdmr.run(["status", "0xc000090000000000", "-28", "EIO"])
        #expect(known.exitCode == 0)
        let lines = known.standardOutput.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("0xc000090000000000 TDX_INCORRECT_CPUID_VALUE not recoverable"))
        #expect(lines[1].hasPrefix("-28 ENOSPC "))
        let unknown = try BuiltProduct.tdmr.run(["status", "0xc000123400000000", "0x0"])
        #expect(unknown.exitCode == 2)
        #expect(unknown.standardOutput.hasPrefix("0xc000123400000000 unknown "))
        #expect(try BuiltProduct.tdmr.run(["status", "nonsense"]).exitCode == 64)
        let bare = try BuiltProduct.tdmr.run(["status", "8000020300000000", "C000090000000000", "0"]).standardOutput
        #expect(
            bare.split(separator: "\n").map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
                "8000020300000000 TDX_RND_NO_ENTROPY", "C000090000000000 TDX_INCORRECT_CPUID_VALUE", "0 TDX_SUCCESS",
            ])
        #expect(try BuiltProduct.tdmr.run(["status", "80000203f"]).standardError.contains("16 hex digits"))
        // What is cut is not decoded; zeros in front may be left out.
        let cut = try BuiltProduct.tdmr.run(["status", "0xc0000", "0xc000090000000", "0x81500000000"])
        #expect(cut.exitCode == 2)
        let answers = cut.standardOutput.split(separator: "\n")
        #expect(answers.first == "0xc0000 unknown status of 5 of 16 hex digits: it is cut")
        #expect(answers.dropFirst().first == "0xc000090000000 unknown status of 13 of 16 hex digits: it is cut")
        #expect(answers.last?.hasPrefix("0x81500000000 TDX_KEY_CONFIGURED ") == true)
        // The same status in decimal, with and without its sign.
        let decimal = try BuiltProduct.tdmr.run(["status", "13835067950886813696", "-4611676122822737920"])
        #expect(decimal.exitCode == 0)
        #expect(
            decimal.standardOutput.split(separator: "\n").map { $0.split(separator: " ").dropFirst().prefix(2) }
                == Array(repeating: ["TDX_INCORRECT_CPUID_VALUE", "0xc000090000000000"], count: 2))
        #expect(try BuiltProduct.tdmr.run(["status", "18446744073709551616"]).exitCode == 64)
        #expect(try BuiltProduct.tdmr.run(["status"]).exitCode == 64)
        #expect(
            try BuiltProduct.tdmr.run(["status", "0xc000090000000000", "--leaf", "0x21"]).standardOutput.contains(
                "; from TDH.SYS.INIT"))
        let versioned = try BuiltProduct.tdmr.run([
            "status", "0xc000010000000008", "--leaf", "TDH.SYS.CONFIG", "--module", "2.0.18",
        ])
        #expect(versioned.standardOutput.contains("; with R8 bit 16, dynamic PAMT, module 2.0.18 requires KeyIDs"))
        #expect(try BuiltProduct.tdmr.run(["status", "-28", "--module", "1"]).exitCode == 64)
    }
}

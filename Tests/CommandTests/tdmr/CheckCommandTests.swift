import Foundation
import Testing
import TestSupport

@Suite struct CheckCommandTests {
    private static let module = Fixtures.directory.appending(path: "module")

    private func fixture(_ name: String) -> String { Self.module.appending(path: name).path }

    @Test func `all files of the genuine module agree, counted in one last line`() throws {
        let outcome = try BuiltProduct.tdmr.run([
            "check", fixture("rules.txt"), fixture("mixed.txt"), fixture("valid.txt"),
        ])
        #expect(outcome.exitCode == 0)
        #expect(outcome.standardError == "judged by the rules of module 1.5.01\n")
        let lines = outcome.standardOutput.split(separator: "\n")
        #expect(lines.count == 162 + 1)
        #expect(lines.first == "base 0x0000000000000000 TDX_SUCCESS")
        #expect(lines.last == "162 of 162 cases agree")
        #expect(lines.contains("pamt_1g_same_as_0 0xc0000a1200000201 TDX_PAMT_OVERLAP tdmr=1 pamt=1G with=0"))
    }

    @Test func `the flag turns bit 16 of R8 from a reserved bit into a request`() throws {
        let text = "case a\ncall r8=0x10040\nend\n"
        let old = try BuiltProduct.tdmr.run(["check", "-"], standardInput: Data(text.utf8))
        #expect(old.standardOutput == "a 0xc000010000000002 TDX_OPERAND_INVALID operand=RDX\n")
        let full = "case a\ncall r8=0x10040\ncmr 1G 9G\ntdmr 2G 1G 1G 4K 0x40001000 8K 0x40010000 32K\nend\n"
        let refused = try BuiltProduct.tdmr.run(["check", "-"], standardInput: Data(full.utf8))
        #expect(refused.standardOutput == "a 0xc000010000000008 TDX_OPERAND_INVALID operand=R8\n")
        #expect(refused.exitCode == 2)
        let accepted = try BuiltProduct.tdmr.run(["check", "--dynamic-pamt", "-"], standardInput: Data(full.utf8))
        #expect(accepted.standardOutput == "a 0x0000000000000000 TDX_SUCCESS\n")
        #expect(accepted.exitCode == 0)
        #expect(accepted.standardError == "judged by the rules of module 2.0.18\n")
        let vectors = try BuiltProduct.tdmr.run(["check", "--dynamic-pamt", fixture("dpamt.txt")])
        #expect(vectors.standardOutput.hasSuffix("\n3 of 3 cases agree\n"))
        #expect(vectors.exitCode == 0)
    }

    @Test func `a disagreement leaves with 2 and is explained on standard error`() throws {
        let text =
            "case a\nexpect 0x0000000000000000 TDX_SUCCESS\nend\ncase b\nexpect 0xc000010000000002 TDX_OPERAND_INVALID operand=RDX\nend\n"
        let outcome = try BuiltProduct.tdmr.run(["check", "-"], standardInput: Data(text.utf8))
        let verdict = "0xc000010000000002 TDX_OPERAND_INVALID operand=RDX"
        #expect(outcome.standardOutput == "a \(verdict)\nb \(verdict)\n1 of 2 cases agree\n")
        #expect(
            outcome.standardError
                == "judged by the rules of module 1.5.01\na: expected 0x0000000000000000 TDX_SUCCESS\n")
        #expect(outcome.exitCode == 2)
    }

    @Test func `explanations go to standard error and change no line`() throws {
        let plain = try BuiltProduct.tdmr.run(["check", fixture("rules.txt")])
        let explained = try BuiltProduct.tdmr.run(["check", "--explain", fixture("rules.txt")])
        #expect(explained.standardOutput == plain.standardOutput)
        #expect(
            explained.standardError.contains(
                "pamt_1g_same_as_0: the 1G PAMT of TDMR 1 meets another PAMT, or an unreserved part, of TDMR 0\n"))
        let refused = plain.standardOutput.split(separator: "\n").dropLast().count { !$0.hasSuffix(" TDX_SUCCESS") }
        #expect(explained.standardError.split(separator: "\n").count == 1 + refused)
        let tip = try BuiltProduct.tdmr.run(["check", "--kernel", "tip", "--explain", fixture("rules.txt")])
        #expect(tip.standardError.hasPrefix("judged by the rules of module 2.0.18, the kernel is Linux tip\n"))
    }

    @Test func `one bad file among good ones prints nothing but its line`() throws {
        let folder = try TemporaryFolder()
        let bad = try folder.file("bad.txt", "case a\n\ncmr 0 12x\nend\n")
        let outcome = try BuiltProduct.tdmr.run(["check", fixture("rules.txt"), bad])
        #expect(outcome.exitCode == 65)
        #expect(outcome.standardOutput.isEmpty)
        #expect(outcome.standardError == "\(bad):3: '12x' is not a number\n")
    }

    @Test(arguments: [("", 1), ("# nothing\n\n", 2)]) func `a file without cases is bad input`(text: String, line: Int)
        throws
    {
        let outcome = try BuiltProduct.tdmr.run(["check", "-"], standardInput: Data(text.utf8))
        #expect(outcome.exitCode == 65)
        #expect(outcome.standardOutput.isEmpty)
        #expect(outcome.standardError == "-:\(line): no case found\n")
    }

    @Test func `a file that cannot be opened has no line`() throws {
        let outcome = try BuiltProduct.tdmr.run(["check", "/nowhere/cases.txt"])
        #expect(outcome.exitCode == 65)
        #expect(outcome.standardError == "/nowhere/cases.txt: No such file or directory\n")
        let folder = try BuiltProduct.tdmr.run(["check", "/"])
        #expect(folder.exitCode == 65)
        #expect(folder.standardError == "/: Is a directory\n")
    }

    @Test func `usage errors leave with 64`() throws {
        for arguments in [["check"], ["check", "--dynamic", "x"], ["check", "-", "-"]] {
            let outcome = try BuiltProduct.tdmr.run(arguments)
            #expect(outcome.exitCode == 64, "\(arguments)")
            #expect(outcome.standardOutput.isEmpty)
        }
    }
}

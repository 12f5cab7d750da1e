import PhysicalMemory
import TDXModule
import Testing

@Suite struct ConfigCaseReaderTests {
    private func cases(_ text: String) throws -> [ConfigCase] {
        var reader = ConfigCaseReader(Array(text.utf8))
        var cases: [ConfigCase] = []
        while let item = try reader.next() { cases.append(item) }
        return cases
    }

    private func error(_ text: String) -> ConfigCaseError? {
        do throws(ConfigCaseError) {
            var reader = ConfigCaseReader(Array(text.utf8))
            while try reader.next() != nil {}
            return nil
        } catch {
            return error
        }
    }

    @Test func `a case without a platform or a call has the defaults of the format`() throws {
        let item = try #require(try cases("case a\ntdmr 0 1G 0 0 0 0 0 0\nend\n").first)
        #expect(item.name == "a")
        #expect(item.platform.keyIDBits == 7)
        #expect(item.platform.privateKeyIDs == KeyIDRange(first: KeyID(64), last: KeyID(127)))
        #expect(item.platform.state == .initialized)
        #expect(item.platform.isEveryLPInitialized)
        #expect(!item.platform.isBusy)
        #expect(item.platform.seamRange == SEAMRange(base: PhysicalAddress(0), size: .zero))
        #expect(item.call.operands == ConfigOperands(list: PhysicalAddress(0x100000), count: 1, globalKeyID: KeyID(64)))
        #expect(item.call.entryAddress(0) == PhysicalAddress(0x200000))
        #expect(item.call.entryAddress(3) == PhysicalAddress(0x200600))
        #expect(item.expectation == nil)
    }

    @Test func `every key of platform and call is taken`() throws {
        let item = try #require(
            try cases(
                """
                case a
                note anything = at all, 0x
                platform keyid_bits=6 hkid_min=32 hkid_max=63 lps=8 lps_done=7 pkgs=4 state=2 busy=1 seamrr_base=1M seamrr_size=2M
                call array=0x3000 r8=0x10020 num=7 entry0=0x4000 entry12=5T
                expect 0x01  TDX_X   tdmr=1
                end
                """
            ).first)
        #expect(item.platform.keyIDBits == 6)
        #expect(item.platform.privateKeyIDs == KeyIDRange(first: KeyID(32), last: KeyID(63)))
        #expect(!item.platform.isEveryLPInitialized)
        #expect(item.platform.state == .configured)
        #expect(item.platform.isBusy)
        #expect(item.platform.seamRange == SEAMRange(base: PhysicalAddress(1 << 20), size: .mib(2)))
        #expect(item.call.operands == ConfigOperands(list: PhysicalAddress(0x3000), count: 7, keyIDAndFlags: 0x10020))
        #expect(item.call.entryAddress(0) == PhysicalAddress(0x4000))
        #expect(item.call.entryAddress(12) == PhysicalAddress(5 << 40))
        #expect(item.call.entryAddress(1) == PhysicalAddress(0x200200))
        #expect(item.expectation == "0x01 TDX_X tdmr=1")
    }

    @Test func `a TDMR keeps its slots as written, PAMT_1G first`() throws {
        let item = try #require(try cases("case a\ntdmr 1 2 3 4 5 6 7 8 9,10 0,0 0x10,017\nend").first)
        let tdmr = try #require(item.call.entries.first)
        #expect(tdmr.base == PhysicalAddress(1) && tdmr.size == ByteCount(2))
        #expect(tdmr.pamt1G == PAMTTable(base: PhysicalAddress(3), size: ByteCount(4)))
        #expect(tdmr.pamt2M == PAMTTable(base: PhysicalAddress(5), size: ByteCount(6)))
        #expect(tdmr.pamt4K == PAMTTable(base: PhysicalAddress(7), size: ByteCount(8)))
        let areas = [(9, 10), (0, 0), (16, 15)].map { ReservedArea(offset: ByteCount($0.0), size: ByteCount($0.1)) }
        #expect(tdmr.reservedAreas == areas)
    }

    @Test(
        arguments: [
            ("0", 0), ("10", 10), ("010", 8), ("0x10", 16), ("0xFfK", 255 << 10), ("1K", 1 << 10), ("2M", 2 << 20),
            ("3G", 3 << 30),
            ("4T", 4 << 40), ("00", 0), ("0K", 0), ("18446744073709551615", UInt64.max), ("0xffffffffffffffff", .max),
            ("01777777777777777777777", .max), ("16777215T", 16_777_215 << 40),
            ("00000000000000000000000000000000001", 1),
        ] as [(String, UInt64)])
    func `numbers are decimal, hex or octal with a binary suffix, up to 2^64 - 1`(text: String, value: UInt64) throws {
        let item = try #require(try cases("case a\ncmr \(text) 0\nend").first)
        #expect(item.platform.cmrs == [CMR(base: PhysicalAddress(value), size: .zero)])
    }

    @Test(arguments: ["", "x", "0x", "08", "1k", "1KK", "K", "-1", "+1", "1.5", "0xg", "1_000", "0X10", "1P"])
    func `what is not a number is named with its line`(text: String) {
        let field = text.isEmpty ? "keyid_bits=" : "keyid_bits=\(text)"
        #expect(error("case a\n\nplatform \(field)\nend") == ConfigCaseError(line: 3, fault: .notANumber(text)))
    }

    @Test(arguments: [
        "18446744073709551616", "0x10000000000000000", "02000000000000000000000", "16777216T", "18014398509481984K",
    ])
    func `a number of 2^64 or more is refused`(text: String) {
        #expect(error("case a\ncmr 0 \(text)\nend") == ConfigCaseError(line: 2, fault: .numberTooLarge(text)))
    }

    private static let cmr33 = String(repeating: "cmr 0 0\n", count: 33)
    private static let area17 = String(repeating: " 0,0", count: 17)

    @Test(
        arguments: [
            ("", 1, .noCase),
            ("\n# nothing\n\n", 3, .noCase),
            ("end\n", 1, .outsideCase(directive: "end")),
            ("case a\nend\ncmr 0 0\n", 3, .outsideCase(directive: "cmr")),
            ("cas a\n", 1, .unknownDirective("cas")),
            ("case a\ntdmrs 0\nend\n", 2, .unknownDirective("tdmrs")),
            ("case\nend\n", 1, .missingField(directive: "case", field: "NAME")),
            ("case a b\nend\n", 1, .extraField(directive: "case", text: "b")),
            ("case a\nend now\n", 2, .extraField(directive: "end", text: "now")),
            ("case a\ncase b\nend\n", 2, .unfinishedBeforeNext(name: "a")),
            ("case a\nend\ncase b\ncmr 0 0\n", 4, .unfinished(name: "b")),
            ("case a\ncmr 0\nend\n", 2, .missingField(directive: "cmr", field: "SIZE")),
            ("case a\ncmr 0 0 0\nend\n", 2, .extraField(directive: "cmr", text: "0")),
            ("case a\n\(cmr33)end\n", 34, .tooManyCMRs(limit: 32)),
            ("case a\ntdmr 0 0 0 0 0 0 0\nend\n", 2, .missingField(directive: "tdmr", field: "P4K_SIZE")),
            ("case a\ntdmr 0 0 0 0 0 0 0 0\(area17)\nend\n", 2, .tooManyReservedAreas(limit: 16)),
            ("case a\ntdmr 0 0 0 0 0 0 0 0 0:0\nend\n", 2, .notAReservedArea("0:0")),
            ("case a\ntdmr 0 0 0 0 0 0 0 0 0,\nend\n", 2, .notANumber("")),
            ("case a\nplatform busy\nend\n", 2, .notAnAssignment("busy")),
            ("case a\nplatform cores=1\nend\n", 2, .unknownKey(directive: "platform", key: "cores")),
            ("case a\nplatform keyid_bits=53\nend\n", 2, .outOfRange(key: "keyid_bits", highest: 52)),
            ("case a\nplatform state=5\nend\n", 2, .outOfRange(key: "state", highest: 4)),
            ("case a\nplatform busy=2\nend\n", 2, .outOfRange(key: "busy", highest: 1)),
            ("case a\ncall entry=1\nend\n", 2, .unknownKey(directive: "call", key: "entry")),
            ("case a\ncall entry-1=1\nend\n", 2, .unknownKey(directive: "call", key: "entry-1")),
            ("case a\nexpect 0x0\nend\n", 2, .missingField(directive: "expect", field: "NAME")),
            ("case a\nexpect TDX_SUCCESS 0\nend\n", 2, .notANumber("TDX_SUCCESS")),
            ("case a\nexpect 0 A\nexpect 0 A\nend\n", 3, .repeated("expect")),
            ("case a\nb\u{1b}[31m\nend\n", 2, .unknownDirective("b\\x1b[31m")),
        ] as [(String, Int, ConfigCaseFault)])
    func `a malformed file is named with its line`(text: String, line: Int, fault: ConfigCaseFault) {
        #expect(error(text) == ConfigCaseError(line: line, fault: fault))
    }

    @Test func `blanks, tabs, carriage returns and comments do not matter`() throws {
        let read = try cases("\r\n# a file\r\n \tcase\ta\r\n  cmr  0x1000\t4K \r\n# more\r\n\r\nend\t\r\ncase b\nend")
        #expect(read.map(\.name) == ["a", "b"])
        #expect(read[0].platform.cmrs == [CMR(base: PhysicalAddress(0x1000), size: .page)])
    }

    @Test func `a tally compares the whole verdict and counts the cases that expect one`() throws {
        let text = """
            case agrees
            expect 0xc000010000000002 TDX_OPERAND_INVALID operand=RDX
            end
            case differs
            expect 0xc000010000000002 TDX_OPERAND_INVALID operand=RCX
            end
            case silent
            end

            """
        var tally = ConfigCaseTally()
        try tally.judge(Array(text.utf8))
        let verdict = "0xc000010000000002 TDX_OPERAND_INVALID operand=RDX"
        #expect(
            String(decoding: tally.lines, as: UTF8.self) == "agrees \(verdict)\ndiffers \(verdict)\nsilent \(verdict)\n"
        )
        #expect(tally.summary == "1 of 2 cases agree")
        #expect(!tally.isGood)
        #expect(tally.disagreements.map(\.name) == ["differs"])
    }

    @Test func `without expectations a refusal is what counts`() throws {
        var tally = ConfigCaseTally()
        try tally.judge(Array("case a\nend\n".utf8))
        #expect(tally.summary == nil)
        #expect(!tally.isGood)
    }
}

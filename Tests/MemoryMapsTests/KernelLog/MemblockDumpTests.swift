import MemoryMaps
import PhysicalMemory
import Testing

/// Dumps of memblock=debug that are not whole.
@Suite struct MemblockDumpTests {
    private static let firmware =
        "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\nNX (Execute Disable) protection: active\n"

    private static func lines(_ count: Int) -> [String] {
        ["[    0.0] MEMBLOCK configuration:", "[    0.0]  memory.cnt  = 0x\(String(count, radix: 16))"]
            + (0..<count).map { index in
                let start = UInt64(index + 1) << 32
                return "[    0.0]  memory[0x\(String(index, radix: 16))]\t[0x\(String(start, radix: 16))-"
                    + "0x\(String(start + 0x3fff_ffff, radix: 16))], 0x40000000 bytes on node 0 flags: 0x0"
            }
    }

    private static func text(_ lines: some Sequence<String>) -> String {
        lines.map { $0 + "\n" }.joined()
    }

    @Test func `a dump with any line missing gives way to the e820, with a warning`() throws {
        let whole = Self.lines(12)
        #expect(try read(Self.firmware + Self.text(whole)).memorySource == .memblock)
        #expect(try read(Self.firmware + Self.text(whole)).warnings == [])
        for missing in 1..<whole.count {
            var lines = whole
            lines.remove(at: missing)
            let reading = try read(Self.firmware + Self.text(lines))
            #expect(reading.memorySource == .e820)
            #expect(reading.regions == ["[0x100000, 0x80000000) node 0"])
            let expected: UInt64? = missing == 1 ? nil : 12
            let entries = missing == 1 ? 12 : 11
            #expect(
                reading.concerns == [.incompleteDump(entries: entries, expected: expected, isOnlySource: false)],
                "without \(missing)")
        }
        // An earlier whole one stands for it.
        #expect(try read(Self.firmware + Self.text(whole + whole.dropLast())).memorySource == .memblock)
        #expect(try read(Self.firmware + Self.text(whole + whole.dropLast())).warnings == [])
    }

    @Test func `a dump without a whole page is no source of memory`() throws {
        let dump = """
            [    0.0]  memory.cnt  = 0x1
            [    0.0]  memory[0x0]\t[0x0000000000000040-0x000000000000007f], 0x40 bytes on node 0 flags: 0x0

            """
        let alone = try read(dump)
        #expect(alone.map.memory.isEmpty && alone.memorySource == nil)
        let firmware = "[    0.0] BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n"
        #expect(try read(firmware + dump).memorySource == .e820)
    }

    @Test func `without anything else one sentence says so`() throws {
        for (lines, what) in [
            (Self.lines(12).dropLast(5), "7 of 12 entries can be read"),
            (Self.lines(12).dropFirst(2), "its beginning is missing"),
        ] {
            let reading = try read(Self.text(lines))
            #expect(reading.map.memory.isEmpty)
            #expect(
                reading.memoryFault?.reason
                    == """
                    the dump of memblock (memblock=debug) is not whole: \(what), and nothing else in the log \
                    states memory
                    """
            )
        }
    }

    @Test func `a dump that runs backwards is refused as that`() throws {
        for count in 2..<20 {
            for dumps in 1...3 {
                let text = Self.text((0..<dumps).flatMap { _ in Self.lines(count) }.reversed())
                #expect(failure(text)?.contains("runs backwards") == true, "\(dumps) of \(count) entries")
            }
        }
    }
}

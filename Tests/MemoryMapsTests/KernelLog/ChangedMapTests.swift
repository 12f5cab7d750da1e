import MemoryMaps
import PhysicalMemory
import Testing

@Suite struct ChangedMapTests {
    private static let firmware = """
        BIOS-e820: [mem 0x0000000000000000-0x000000000009ffff] usable
        BIOS-e820: [mem 0x0000000000100000-0x00000000cfd9ffff] usable
        BIOS-e820: [mem 0x0000000100000000-0x000000042effffff] usable

        """
    private static let modified = """
        e820: modified physical RAM map:
        modified: [mem 0x0000000000001000-0x000000000009ffff] usable
        modified: [mem 0x0000000000100000-0x00000000cfd9ffff] usable
        modified: [mem 0x0000000100000000-0x000000042effffff] reserved

        """
    private static let trimmed = ["[0x1000, 0xa0000) node 0", "[0x100000, 0xcfda0000) node 0"]

    @Test func `the modified map replaces the firmware's`() throws {
        let reading = try read(Self.firmware + Self.modified)
        #expect(reading.regions == Self.trimmed)
        #expect(reading.memorySource == .modifiedMap)
        #expect(reading.warnings == [])
        #expect(
            try read(Self.firmware + Self.modified.replacing("e820: modified physical RAM map:\n", with: "")).regions
                == Self.trimmed)
        #expect(
            try read(
                Self.firmware
                    + " modified: 0000000000001000 - 00000000000a0000 (usable)\n modified: 0000000000100000 - 00000000cfda0000 (usable)\n"
            ).regions == Self.trimmed)
    }

    @Test func `node ranges that follow it are no sign of a log cut short`() throws {
        let nodes =
            "Early memory node ranges\n  node   0: [mem 0x1000-0x9ffff]\n  node   0: [mem 0x100000-0xcfd9ffff]\n"
        #expect(try read(Self.firmware + Self.modified + nodes).warnings == [])
        #expect(try read(Self.firmware + Self.modified + nodes).regions == Self.trimmed)
    }

    @Test func `the last of several changed maps counts`() throws {
        let user =
            "user-defined physical RAM map:\nuser: [mem 0x0000000000001000-0x000000000009ffff] usable\nuser: [mem 0x0000000000100000-0x000000007fffffff] usable\n"
        #expect(try read(Self.firmware + user + Self.modified).regions == Self.trimmed)
        #expect(try read(Self.firmware + Self.modified + user).memorySource == .userMap)
        #expect(
            try read(Self.firmware + Self.modified + Self.modified.replacing("cfd9ffff", with: "bfffffff")).regions.last
                == "[0x100000, 0xc0000000) node 0")
    }
}

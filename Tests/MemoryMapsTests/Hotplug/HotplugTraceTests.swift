import MemoryMaps
import PhysicalMemory
import Testing

@Suite struct HotplugTraceTests {
    private static func read(_ text: String) throws -> HotplugTrace {
        try HotplugTraceReader.read(Array(text.utf8), name: "t")
    }

    @Test func `every directive is understood`() throws {
        let trace = try Self.read(
            """
            # a day in the life
            hotplug-trace 1\r
              block 2147483648   # 2 GiB
            auto-online off

            enable
            add 0x100000000 0x200000000 3
            add 0x200000000 0x300000000 4 driver
            remove 0x100000000 0x200000000 acpi
            remove 0x200000000 0x300000000 driver
            online 4294967296 0x180000000
            offline 0 0x10000000000000000
            guest 1 2 3

            """)
        let gib = ByteCount.gib(1).pages
        #expect(trace.blockSize == .gib(2))
        #expect(!trace.onlinesAddedMemory)
        #expect(trace.entries.map(\.line) == Array(6...13))
        #expect(
            trace.entries.map(\.event) == [
                .enableTDX,
                .add(MemoryRegion(pages: PageRange(4 * gib, 8 * gib), node: NodeID(3)), .acpi),
                .add(MemoryRegion(pages: PageRange(8 * gib, 12 * gib), node: NodeID(4)), .driver),
                .remove(PageRange(4 * gib, 8 * gib), .acpi), .remove(PageRange(8 * gib, 12 * gib), .driver),
                .online(PageRange(4 * gib, 6 * gib)), .offline(PageRange(0, 1 << 52)),
                .startGuest([NodeID(1), NodeID(2), NodeID(3)]),
            ])
        #expect(trace.enablesTDX)
    }

    @Test func `a trace's text is read back as it was`() throws {
        let events: [HotplugEvent] = [
            .online(PageRange(0, 1 << 52)),
            .add(MemoryRegion(pages: PageRange(1 << 18, 1 << 19), node: NodeID(65_535)), .driver), .enableTDX,
            .remove(PageRange(5, 6), .acpi), .startGuest([NodeID(0), NodeID(7)]), .offline(PageRange(1, 2)),
        ]
        for trace in [
            HotplugTrace(events: events), HotplugTrace(blockSize: .mib(256), onlinesAddedMemory: false, events: events),
        ] {
            #expect(try Self.read(trace.text) == trace)
        }
    }

    @Test(
        arguments: [
            ("", 1, .empty),
            ("\n# nothing\n", 2, .notAHotplugTrace),
            ("tdxmap 1\n", 1, .notAHotplugTrace),
            ("hotplug-trace\n", 1, .unsupportedTraceVersion("")),
            ("hotplug-trace 2\n", 1, .unsupportedTraceVersion("2")),
            ("hotplug-trace 1\nplug 1 2\n", 2, .unknownDirective("plug")),
            ("hotplug-trace 1\nonline 0x1000\n", 2, .wrongFieldCount(directive: "online", expected: 2, found: 1)),
            (
                "hotplug-trace 1\nonline 0x1000 0x2000 0x3000\n", 2,
                .wrongFieldCount(directive: "online", expected: 2, found: 3)
            ),
            ("hotplug-trace 1\nguest\n", 2, .wrongFieldCount(directive: "guest", expected: 1, found: 0)),
            ("hotplug-trace 1\nguest 65536\n", 2, .numberTooLarge("65536", limit: 65_535)),
            ("hotplug-trace 1\noffline 0x1001 0x2000\n", 2, .notPageAligned("0x1001")),
            ("hotplug-trace 1\noffline 0x2000 0x2000\n", 2, .emptyRange(PhysicalAddress(0x2000))),
            (
                "hotplug-trace 1\noffline 0x2000 0x1000\n", 2,
                .reversedRange(start: PhysicalAddress(0x2000), end: PhysicalAddress(0x1000))
            ),
            (
                "hotplug-trace 1\noffline 0x10000000000000000 0x10000000000000000\n", 2,
                .addressTooLarge("0x10000000000000000")
            ),
            ("hotplug-trace 1\noffline 0 0x10000000000001000\n", 2, .addressTooLarge("0x10000000000001000")),
            ("hotplug-trace 1\nadd 0 0x1000 1 dimm\n", 2, .notOneOf("dimm", allowed: "'acpi', 'driver'")),
            ("hotplug-trace 1\nadd 0 0x1000 one\n", 2, .notANumber("one")),
            ("hotplug-trace 1\nauto-online maybe\n", 2, .notOneOf("maybe", allowed: "'on', 'off'")),
            (
                "hotplug-trace 1\nblock 1073741825\n", 2,
                .notOneOf("1073741825 B", allowed: "128 MiB, 256 MiB, 512 MiB, 1 GiB, 2 GiB")
            ),
            ("hotplug-trace 1\nblock 134217728\nblock 134217728\n", 3, .repeatedDirective("block")),
            ("hotplug-trace 1\nenable\nauto-online on\n", 3, .settingAfterEvent("auto-online")),
        ] as [(String, Int, InputFault)])
    func `a syntax error is named with its line`(_ text: String, _ line: Int, _ fault: InputFault) {
        #expect(throws: InputError(path: "t", line: line, fault: fault)) { try Self.read(text) }
    }
}

import MemoryMaps
import PhysicalMemory
import Testing

@Suite struct MissingLineTests {
    private static let start =
        "Linux version 6.8.0\nBIOS-provided physical RAM map:\nBIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n"
    private static let end = "BIOS-e820: [mem 0x0000000100000000-0x000000017fffffff] usable\n"

    @Test func `dropped messages inside the map are said with what is missing`() throws {
        let dropped = "** 2 printk messages dropped **\n"
        let counted = try read(
            Self.start + dropped + Self.end + "Memory: 7900000K/8387584K available (14345K kernel code)\n")
        #expect(counted.concerns == [.linesMissing(gap: true, messages: 2, memory: .gib(4))])
        #expect(counted.warnings.first?.line == 4)
        #expect(
            try read(Self.start + dropped + Self.end).concerns == [.linesMissing(gap: true, messages: 2, memory: nil)])
        #expect(
            try read(Self.start + dropped + dropped + Self.end + "done\n").concerns == [
                .linesMissing(gap: true, messages: 4, memory: nil)
            ])
        let journal = "Nov 28 10:00:00 host systemd-journald[412]: Missed 37 kernel messages\n"
        #expect(
            try read(Self.start + journal + Self.end + "done\n").concerns == [
                .linesMissing(gap: true, messages: 37, memory: nil)
            ])
    }

    @Test func `messages that are dropped later do not matter`() throws {
        let later =
            Self.start + Self.end
            + "Memory: 3900000K/4193280K available (14345K kernel code)\n** 9 printk messages dropped **\n"
        #expect(try read(later).concerns == [])
        #expect(try read(modernBoot + "** 9 printk messages dropped **\n").concerns == [])
    }

    /// Behind the lines that memory was taken from nothing is missing of it, whatever is dropped.
    @Test func `messages that are dropped behind the map do not matter, even without a count`() throws {
        let dropped = "** 9 printk messages dropped **\n"
        let other = "NX (Execute Disable) protection: active\n"
        #expect(try read(Self.start + Self.end + other + dropped + other).concerns == [])
        let nodes =
            """
            Early memory node ranges\n  node   0: [mem 0x100000-0x7fffffff]\n  node   0: [mem \
            0x100000000-0x17fffffff]\n
            """
        #expect(try read(Self.start + Self.end + other + nodes + dropped + other).concerns == [])
        #expect(try read(Self.start + Self.end + other + dropped + other + nodes + other).concerns == [])
        // Right behind it more may have stood, unless the kernel's count says that all is there.
        #expect(
            try read(Self.start + Self.end + dropped + other).concerns == [
                .linesMissing(gap: true, messages: 9, memory: nil)
            ])
        let count = "Memory: 4100000K/4193280K available (14345K kernel code)\n"
        #expect(try read(Self.start + Self.end + dropped + other + count).concerns == [])
        // Inside of the list of nodes it matters.
        let inside = nodes.replacing("7fffffff]\n", with: "7fffffff]\n" + dropped)
        #expect(
            try read(Self.start + Self.end + other + inside).concerns.contains(
                .linesMissing(gap: true, messages: 9, memory: nil)))
    }

    @Test func `a count of the kernel's own that does not fit is said`() throws {
        #expect(
            try read(Self.start + Self.end + "Memory: 7900000K/8387584K available (x)\n").concerns == [
                .linesMissing(gap: false, messages: nil, memory: .gib(4))
            ])
        #expect(
            try read(Self.start + Self.end + "On node 0 totalpages: 2096896\n").concerns == [
                .linesMissing(gap: false, messages: nil, memory: .gib(4))
            ])
        #expect(
            try read(Self.start + Self.end + "On node 0 totalpages: 524032\nOn node 1 totalpages: 524288\n").concerns
                == [])
        #expect(
            try read(Self.start + Self.end + "Memory: 1900000K/2096128K available (x)\n").concerns == [
                .moreThanCounted(.gib(2))
            ])
        // Before 3.11 holes were counted, too.
        #expect(try read(Self.start + Self.end + "Memory: 4056284k/6291456k available (x)\n").concerns == [])
    }

    @Test func `memory above all that the lines state is missing`() throws {
        let counts = "last_pfn = 0x180000 max_arch_pfn = 0x400000000\nlast_pfn = 0x80000 max_arch_pfn = 0x400000000\n"
        let reading = try read(Self.start + counts)
        #expect(reading.concerns == [.endsBelowLastFrame(PageFrame(0x180000))] && reading.warnings.first?.line == 4)
        #expect(try read(Self.start + Self.end + counts).concerns == [])
        // A number that no machine has says nothing.
        #expect(try read(Self.start + "last_pfn = 0xffffffffffffffff max\n").concerns == [])
    }

    @Test func `what Xen counts is compared with its map`() throws {
        func log(_ kib: UInt64) -> String {
            """
            (XEN) Xen version 4.17.0 (x)
            (XEN) Xen-e820 RAM map:
            (XEN)  [0000000000100000, 000000007fffffff] (usable)
            (XEN) System RAM: \(kib >> 10)MB (\(kib)kB)
            (XEN) done

            """
        }
        #expect(
            try read(log(16_776_192)).concerns == [
                .linesMissing(gap: false, messages: nil, memory: .kib(16_776_192) - .mib(2047))
            ])
        #expect(try read(log(2_096_128)).concerns == [])
    }

    @Test func `a log that ends inside the firmware map is said to`() throws {
        #expect(try read(Self.start).concerns == [.endsInFirmwareMap])
        #expect(try read(Self.start + "NX (Execute Disable) protection: active\n").concerns == [])
        #expect(try read("BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n").concerns == [])
        // Cut inside the stamp of the line behind it.
        let stamped = "[    0.000000] " + Self.start.dropLast().replacing("\n", with: "\n[    0.000000] ")
        #expect(try read(stamped + "\n[    0.0000").concerns.contains(.endsInFirmwareMap))
    }

    @Test func `a log that begins inside the firmware map is said to`() throws {
        let other = "NX (Execute Disable) protection: active\n"
        let headless = try read(Self.end + other)
        #expect(headless.concerns == [.beginsInFirmwareMap] && headless.warnings.first?.line == 1)
        // Messages that are dropped right in front of the first line that is left.
        let dropped = "** 3 printk messages dropped **\n"
        for head in ["", "Linux version 6.8.0\nCommand line: root=/dev/sda\n"] {
            #expect(
                try read(head + dropped + Self.end + other).concerns == [
                    .linesMissing(gap: true, messages: 3, memory: nil)
                ])
        }
    }
}

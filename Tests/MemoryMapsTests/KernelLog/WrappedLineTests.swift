import MemoryMaps
import SeededRandom
import Testing

@Suite struct WrappedLineTests {
    /// Wraps lines at the last blank in front of `width`, as mailers do, and quotes every line.
    private static func wrapped(_ text: String, width: Int, quote: String) -> String {
        var result = ""
        for line in text.split(separator: "\n") {
            var rest = Substring(line)
            while rest.count > width, let blank = rest.prefix(width + 1).lastIndex(of: " "),
                rest[..<blank].contains(where: { $0 != " " })
            {
                result += quote + rest[..<blank] + "\n"
                rest = rest[rest.index(after: blank)...]
            }
            result += quote + rest + "\n"
        }
        return result
    }

    @Test(arguments: ["", "> ", ">> ", "> > ", ">", "    ", "| "]) func `lines that a mailer wrapped are put together`(
        _ quote: String
    ) throws {
        for prefix in [
            "", "[    0.000000] ", "[    0.000000][    T0] ", "Jun 29 18:28:41 host kernel: [    0.000000] ",
            "kern  :info  : [    0.000000] ",
        ] {
            let text = LogPrefixTests.prefixed(modernBoot, prefix + "%")
            for width in [60, 66, 68, 70, 72, 76, 78] where width > prefix.count + 24 {
                let reading = try read(Self.wrapped(text, width: width, quote: quote))
                #expect(reading.map == modernMap, "wrapped at \(width) after \(prefix)")
                #expect(reading.warnings == [])
            }
        }
    }

    /// Breaks every line at `width` columns, as a terminal does.
    private static func broken(_ text: String, width: Int) -> String {
        text.split(separator: "\n").map { line in
            stride(from: 0, to: max(1, line.utf8.count), by: width).map { start in
                String(decoding: line.utf8.dropFirst(start).prefix(width), as: UTF8.self) + "\n"
            }.joined()
        }.joined()
    }

    @Test func `lines that a terminal broke inside a number are put together`() throws {
        for prefix in [
            "", "[    0.000000] ", "[    0.000000][    T0] ", "Jun 29 18:28:41 host kernel: [    0.000000] ",
            "kern  :info  : [    0.000000] ",
        ] {
            let text = LogPrefixTests.prefixed(modernBoot, prefix + "%")
            for width in 50...132 {
                let reading = try read(Self.broken(text, width: width))
                #expect(reading.map == modernMap, "broken at \(width) after \(prefix)")
                #expect(reading.tdx.outcome == .initialized)
                // Without anything in front of the lines it is not certain which of them were broken, and said so.
                let doubts = reading.concerns.filter { if case .joinedLines = $0 { true } else { false } }
                #expect(
                    reading.warnings.count == doubts.count && (doubts.isEmpty || prefix.isEmpty),
                    "broken at \(width) after \(prefix)")
            }
        }
    }

    @Test func `old wordings without a closing bracket may be broken, too`() throws {
        let text = """
            [    0.000000] BIOS-e820: 0000000000100000 - 000000007fff0000 (usable)
            [    0.000000] BIOS-e820: 0000000100000000 - 0000001080000000 (usable)
            [    0.000000] SRAT: Node 0 PXM 0 0-80000000
            [    0.000000] SRAT: Node 0 PXM 0 100000000-1080000000
            [    0.000000] SRAT: Node 1 PXM 1 1080000000-20800000000 hotplug
            [    0.000000] early_node_map[2] active PFN ranges, and some more text that makes this the longest line of all of them
            [    0.000000]     0: 0x00000100 -> 0x0007fff0
            [    0.000000]     0: 0x00100000 -> 0x01080000

            """
        let whole = try read(text)
        for width in 50...70 {
            let reading = try read(Self.broken(text, width: width))
            #expect(reading.map == whole.map, "broken at \(width)")
            #expect(reading.warnings == [], "broken at \(width)")
        }
    }

    @Test func `lines that are cut at one column are refused as that`() {
        let cut = modernBoot.split(separator: "\n").map { "[    0.000000] \($0)".prefix(56) + "\n" }.joined()
        #expect(
            failure(cut)
                == "m:25: lines are wrapped or cut at column 56, inside of what they state: take the log without a terminal, dmesg > FILE"
        )
    }

    @Test func `old wordings and types of several words may be wrapped too`() throws {
        let reading = try read(
            """
            BIOS-e820: 0000000000000000 - 000000000009fc00
            (usable)
            BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff]  System
            RAM
            BIOS-e820: [mem 0x0000000080000000-0x000000008fffffff] ACPI
            NVS
            BIOS-e820: [mem 0x0000000090000000-0x000000009fffffff] persistent
            (type 12)
            BIOS-e820: [mem
            0x0000000100000000-0x00000001ffffffff] usable
            SRAT: Node 0 PXM 0 [mem 0x100000000-0x1ffffffff]
            hotplug
            efi: mem00: [Conventional Memory|   |  |  |  |WB|WT|WC|UC]
            range=[0x100000-0x1fffff] (1MB)

            """)
        #expect(
            reading.regions == [
                "[0x0, 0x9f000) node 0", "[0x100000, 0x80000000) node 0", "[0x100000000, 0x200000000) node 0",
            ])
        #expect(reading.map.hotplugWindows.count == 1)
        #expect(reading.warnings == [])
    }

    @Test func `a line that is cut is not put together with the next statement`() throws {
        let reading = try read(
            """
            [    0.000000] BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff]
            [    0.000000] BIOS-e820: [mem 0x0000000100000000-0x00000001ffffffff] usable
            [    0.000000] SRAT: Node 1 PXM 1 [mem 0x100000000-0x1ffffffff]
            [    0.000000] hotplug is a word here

            """)
        #expect(reading.regions == ["[0x100000000, 0x200000000) node 1"])
        #expect(reading.map.hotplugWindows == [])
        #expect(reading.concerns == [.unreadableLines(1), .beginsInFirmwareMap])
    }

    /// Encodes a text as mailers do: equals signs escaped, lines of at most 76 bytes with soft breaks.
    private static func quotedPrintable(_ text: String, encodeNewlines: Bool) -> String {
        var result = ""
        for line in text.split(separator: "\n") {
            var length = 0
            for character in line.replacing("=", with: "\u{1}") + (encodeNewlines ? "\u{2}" : "") {
                let code = character == "\u{1}" ? "=3D" : character == "\u{2}" ? "=0A" : String(character)
                if length + code.count > 75 {
                    result += "=\n"
                    length = 0
                }
                result += code
                length += code.count
            }
            result += encodeNewlines ? "=\n" : "\n"
        }
        return result
    }

    @Test(arguments: [false, true]) func `quoted-printable leftovers are decoded`(_ encodeNewlines: Bool) throws {
        for prefix in [
            "", "[    0.000000] ", "> [    0.000000][    T0] ", "Jun 29 18:28:41 host kernel: [    0.000000] ",
            String(repeating: "| ", count: 26),
        ] {
            let text = Self.quotedPrintable(
                LogPrefixTests.prefixed(modernBoot, prefix + "%"), encodeNewlines: encodeNewlines)
            let reading = try read(text)
            #expect(reading.map == modernMap, "\(prefix)")
            #expect(reading.warnings == [])
        }
    }

    @Test func `a soft break inside a quotation is one`() throws {
        #expect(
            try read("> BIOS-e820: [mem 0x0000000000100000-0x00000=\n> 0007fffffff] usa=\n> ble\n").regions == [
                "[0x100000, 0x80000000) node 0"
            ])
    }

    @Test func `a ruler or an equals sign at the end of a line hides nothing`() throws {
        let memory = "00100000-7fffffff : System RAM\n"
        for line in ["=======\n", "x=\n", "a=3D=\n", "=\n", "root=/dev/sda1 quiet=\n", "==\n=\n"] {
            #expect(try read(line + memory).regions == ["[0x100000, 0x80000000) node 0"])
            #expect(
                try read(line + "BIOS-e820: [mem 0x100000-0x7fffffff] usable\n").regions == [
                    "[0x100000, 0x80000000) node 0"
                ])
        }
    }
}

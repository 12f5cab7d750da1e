import MemoryMaps
import SeededRandom
import TestSupport
import Testing

@Suite struct LogPrefixTests {
    /// Every prefix that logs in the wild were seen with; `%` stands for the message.
    static let prefixes: [String] = [
        "%", "[    0.000000] %", "[    0.000000][    T0] %", "[    0.000000] [      T0] %", "[    0.000000][   T0] %",
        "[    0.000000][    C0] %",
        "> %", ">> %", ">>> > %", "> > > [    0.000000] %", ">[    0.000000] %", "| [    0.000000] %",
        "    [    0.000000] %", "\t%",
        "kern  :info  : [    0.000000] %", "kern  :info  : [Fri Apr  7 00:04:12 2023] %",
        "kern  :warn  : [    1.234567] %",
        "Jun 29 18:28:41 host kernel: %", "Jun 29 18:28:41 host kernel: [    0.000000] %",
        "Mär  5 01:02:03 host kernel: %", "oct 05 10:20:17 host kernel: %",
        "8月 29 18:28:41 host kernel: [    0.000000] %", "18:28:41 host kernel: %", "[    0.000000] localhost kernel: %",
        "kernel: %",
        "[Thu Feb 29 07:43:02 2024] %", "<6>[    0.000000] %", "<4>%", "<12>Feb  1 00:00:00 kernel: [    0.000000] %",
        "2024-01-05T12:03:46+01:00 host kernel: %", "2020-04-04T13:22:42.369729-05:00 host kernel: [    0.000000] %",
        "[  +0.000011] %", "[] %", "2024-03-05 11:22:33,123 DEBUG:\t%", "(XEN) %", "(XEN) [2024-01-01 00:00:00] %",
        "6,216,0,-;%", "dmesg.txt:17:[    0.000000] %", "[    0.000000] %   ", "[    0.000000] %\r", "%\r\r",
        "\u{1b}[32m[    0.000000] \u{1b}[0m\u{1b}[33m%",
        "\u{1b}[0;1;39m%\u{1b}[0m", "\u{1b}[32m[    0.000000] \u{1b}[0m%\u{1b}[0m\r", "#033[1m[    0.000000]#033[0m %",
        "\0\0\0[    0.000000] %", "[    0.000000]\u{a0}%",
        "            \"[    0.000000] %\",", "'%',", "|| %", "* [    0.000000] %", "[2012-03-20 00:46:33]\t%",
        "[    0.000000] %=20", "=20[    0.000000] %", "[    0.000000] =09%",
    ]

    static func prefixed(_ text: String, _ prefix: String) -> String {
        let parts = prefix.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        return text.split(separator: "\n").map { "\(parts[0])\($0)\(parts[1])\n" }.joined()
    }

    @Test(arguments: prefixes) func `a log is understood whatever stands in front of its messages`(_ prefix: String)
        throws
    {
        let reading = try read(Self.prefixed(modernBoot, prefix))
        #expect(reading.map == modernMap)
        #expect(reading.warnings == [])
        #expect(reading.memorySource == .nodeRanges)
        #expect(reading.format == .kernelLog)
    }

    @Test(arguments: prefixes) func `the firmware map is understood whatever stands in front of its lines`(
        _ prefix: String
    ) throws {
        let firmwareOnly = modernBoot.split(separator: "\n").prefix { !$0.hasPrefix("Early") }.joined(separator: "\n")
        let reading = try read(Self.prefixed(firmwareOnly, prefix))
        #expect(reading.map.memory.dropFirst() == modernMap.memory.dropFirst())
        #expect(reading.regions.first == "[0x0, 0x9f000) node 0")
        #expect(reading.warnings == [])
        #expect(reading.memorySource == .e820)
    }

    @Test func `prefixes may change from line to line`() throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let text = modernBoot.split(separator: "\n").map { line in
            Self.prefixed(String(line), Self.prefixes[Int(random.below(UInt64(Self.prefixes.count)))])
        }
        #expect(try read(text.joined()).map == modernMap, "seed \(seed)")
    }

    @Test func `a colour code between the words of a message does not matter`() throws {
        let coloured = modernBoot.replacing("BIOS-e820: ", with: "\u{1b}[33mBIOS-e820: \u{1b}[0m").replacing(
            "node ", with: "\u{1b}[1mnode\u{1b}[m "
        )
        .replacing("virt/tdx: ", with: "\u{1b}[33mvirt/tdx: \u{1b}[0m")
        #expect(try read(coloured).map == modernMap)
    }

    @Test func `lines that end with a carriage return only are lines`() throws {
        #expect(try read(modernBoot.replacing("\n", with: "\r")).map == modernMap)
        #expect(try read(modernBoot.replacing("\n", with: "\n\r")).map == modernMap)
    }
}

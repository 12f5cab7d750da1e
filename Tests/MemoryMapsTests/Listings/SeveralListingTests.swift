import Foundation
import MemoryMaps
import PhysicalMemory
import TestSupport
import Testing

/// Several listings in one file, listings that run backwards, and listings that came through mail or strings.
@Suite struct SeveralListingTests {
    private static func lsmem(_ ends: [UInt64]) -> String {
        func hex(_ value: UInt64) -> String {
            let digits = String(value, radix: 16)
            return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
        }
        return "RANGE                                 SIZE  STATE REMOVABLE BLOCK NODE\n"
            + ends.enumerated().map { index, end in
                "\(hex(UInt64(index) << 40))-\(hex(UInt64(index) << 40 + end - 1)) 2G online yes 0-15 \(index)\n"
            }.joined() + "\nMemory block size:       128M\nTotal online memory:     \(ends.reduce(0, +) >> 30)G\n"
    }

    @Test func `the last of several listings of lsmem counts`() throws {
        let (first, last) = (Self.lsmem([1 << 31, 1 << 32, 1 << 32]), Self.lsmem([1 << 32, 1 << 33]))
        for text in [first + last, first + first + last, last + first + last] {
            let reading = try read(text)
            #expect(reading.map == (try read(last)).map)
            #expect(reading.concerns == [.severalListings(text == first + last ? 2 : 3, .memoryBlocks), .wholeBlocks])
        }
        #expect(try read(last).concerns == [.wholeBlocks])
        // A line that is printed twice is no beginning.
        let twice = last.split(separator: "\n").flatMap { [$0, $0] }.joined(separator: "\n") + "\n"
        #expect(try read(twice).map == (try read(last)).map)
    }

    private static func efi(_ megabytes: Int) -> String {
        """
        efi: mem00: [Boot Code   |   |  |  |  |  |  |   |WB|WT|WC|UC] \
        range=[0x0000000000000000-0x0000000000000fff] (0MB)
        efi: mem01: [Conventional|   |  |  |  |  |  |   |WB|WT|WC|UC] \
        range=[0x0000000000100000-0x000000007fffffff] (0MB)
        efi: mem02: [Conventional|   |  |  |  |  |  |   |WB|WT|WC|UC] \
        range=[0x0000000100000000-0x\(String((1 << 32) + megabytes << 20 - 1, radix: 16))] (0MB)

        """
        .replacing("[Boot Code  ", with: "[Boot Code         ").replacing(
            "[Conventional|", with: "[Conventional Memory|")
    }

    @Test func `the last of several EFI memory maps counts`() throws {
        let reading = try read(Self.efi(1024) + Self.efi(2048))
        #expect(reading.regions.last == "[0x100000000, 0x180000000) node 0")
        #expect(reading.concerns == [.severalListings(2, .efiMemoryMap)])
        #expect(reading.warnings.first?.line == 4)
        #expect(try read(Self.efi(1024)).concerns == [])
        let twice = Self.efi(512).split(separator: "\n").flatMap { [$0, $0] }.joined(separator: "\n") + "\n"
        #expect(try read(twice).map == (try read(Self.efi(512))).map)
        #expect(try read(twice).concerns == [])
    }

    @Test func `the last of several SRATs counts`() throws {
        func table(_ gigabytes: Int) -> String {
            """
            [000h 0000   4]                    Signature : "SRAT"    [System Resource Affinity Table]
            [030h 0048   1]                Subtable Type : 01 [Memory Affinity]
            [032h 0050   4]             Proximity Domain : 00000000
            [038h 0056   8]                 Base Address : 0000000000000000
            [040h 0064   8]               Address Length : \(String(gigabytes << 30, radix: 16))
            [04Ch 0076   4]        Flags (decoded below) : 00000001
                                                 Enabled : 1

            """
        }
        let reading = try read(table(64) + table(2))
        #expect(reading.regions == ["[0x0, 0x80000000) node 0"])
        #expect(reading.concerns == [.severalListings(2, .acpiTables), .affinityStandsIn])
        #expect(try read(table(2)).concerns == [.affinityStandsIn])
    }

    private static func reversed(_ text: String) -> String {
        text.split(separator: "\n").reversed().joined(separator: "\n") + "\n"
    }

    @Test func `listings that run backwards are refused as that`() throws {
        for text in [
            IOMemoryTests.text, IOMemoryTests.text + IOMemoryTests.text,
            IOMemoryTests.text.split(separator: "\n").map { "> \($0)\n" }.joined(),
            "00100000-7fffffff : System RAM\n100000000-207fffffff : System RAM\n", Self.lsmem([1 << 31, 1 << 32]),
            Self.lsmem([1 << 31, 1 << 32, 1 << 32, 1 << 32]), Self.efi(1024),
            Self.efi(1024).split(separator: "\n").prefix(2).joined(separator: "\n") + "\n",
        ] {
            #expect(failure(text) == nil)
            #expect(failure(Self.reversed(text))?.contains("runs backwards, the last line first") == true, "\(text)")
        }
    }

    @Test func `lsmem is read as mail and strings have it`() throws {
        let plain = Self.lsmem([1 << 31, 1 << 32])
        let map = try read(plain).map
        let pairs = """
            RANGE="0x0000000000000000-0x000000007fffffff" SIZE="2G" STATE="online" NODE="0"
            RANGE="0x0000010000000000-0x00000100ffffffff" SIZE="4G" STATE="online" NODE="1"

            """
        let json = """
            {"memory": [{"range": "0x0000000000000000-0x000000007fffffff", "state": "online", "node": 0},
            {"range": "0x0000010000000000-0x00000100ffffffff", "state": "online", "node": 1}]}

            """
        for text in [plain, pairs, json] {
            for quote in ["> ", ">", ">> > ", "| ", "    "] {
                #expect(
                    try read(text.split(separator: "\n").map { "\(quote)\($0)\n" }.joined()).map == map,
                    "\(quote)\(text)")
            }
            #expect(try read(text.replacing("\"", with: "\\\"")).map == map, "\(text)")
            let string = String(decoding: try JSONSerialization.data(withJSONObject: ["out": text]), as: UTF8.self)
            #expect(try read(string).map == map, "\(string)")
        }
        #expect(
            failure("Memory block size:       128M\nTotal online memory:     128G\nTotal offline memory:      0B\n")?
                .contains("give all that lsmem prints, without --summary=only") == true)
    }

    private static func kexec(_ header: String, ram: Int) -> String {
        """
        \(header)
        0000000000001000-000000000009ffff (\(ram))
        00000000000a0000-00000000000fffff (\(ram + 1))
        0000000000100000-000000007fffffff (\(ram))

        """
    }

    @Test func `the ranges of kexec are read by its own numbers for types`() throws {
        let regions = ["[0x1000, 0xa0000) node 0", "[0x100000, 0x80000000) node 0"]
        for (header, ram) in [("E820 memmap:", 1), ("MEMORY RANGES", 0), ("kexec: MEMORY RANGES:", 0)] {
            let reading = try read(Self.kexec(header, ram: ram))
            #expect(reading.regions == regions, "\(header)")
            #expect(reading.format == .kexec)
            #expect(reading.warnings == [])
        }
        let crash = try read(Self.kexec("CRASH MEMORY RANGES", ram: 0))
        #expect(crash.regions == regions)
        #expect(crash.concerns == [.captureKernelMissing])
        // kexec -d prints all three, the best of which counts.
        let other = "CRASH MEMORY RANGES\n0000000000100000-000000001fffffff (0)\n"
        let all = try read(other + Self.kexec("MEMORY RANGES", ram: 0) + "Using memory ranges\n" + other)
        #expect(all.regions == regions)
        #expect(all.warnings == [])
        let last = try read(Self.kexec("MEMORY RANGES", ram: 1) + Self.kexec("MEMORY RANGES", ram: 0))
        #expect(last.regions == regions)
        #expect(last.concerns == [.severalListings(2, .kexec)])
    }
}

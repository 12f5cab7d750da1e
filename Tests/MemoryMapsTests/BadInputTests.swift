import Foundation
import JSONText
import MemoryMaps
import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@Suite struct BadInputTests {
    private static let nothing =
        "no memory map found: expected a kernel log, /proc/iomem, an EFI memory map or a tdxmap"

    @Test(
        arguments: [
            ("", "m:1: the input is empty"),
            ("\n\n\n", "m:3: \(nothing)"),
            ("hello\nworld", "m:2: \(nothing)"),
            ("Linux version 6.8.0\nBIOS-provided physical RAM map:\n", "m:2: \(nothing)"),
            ("\u{0}\u{1}\u{2}", "m:1: \(nothing)"),
            ("memory 0x0 0x1000 0\n", "m:1: \(nothing)"),
            (
                "BIOS-e820: [mem 0x0000000000200000-0x00000000001fff00] usable\n",
                "m:1: the range ends at 0x1fff00, before its start 0x200000"
            ),
            (
                "\nBIOS-e820: [mem 0x0000000000200000-0x0000000000000000] reserved\n",
                "m:2: the range ends at 0x0, before its start 0x200000"
            ),
            (
                "BIOS-e820: 0000000000200000 - 0000000000100000 (usable)\n",
                "m:1: the range ends at 0x100000, before its start 0x200000"
            ),
            (
                "BIOS-e820: [mem 0x0000000000000000-0xffffffffffffffff] usable\n",
                "m:1: 0xffffffffffffffff lies beyond the 52-bit address space"
            ),
            (
                "BIOS-e820: [mem 0x000ffffffffff000-0x0010000000000fff] usable\n",
                "m:1: 0x10000000000fff lies beyond the 52-bit address space"
            ),
            (
                "BIOS-e820: [mem 0x00000000000000000-0x1ffffffffffffffff] usable\n",
                "m:1: [mem 0x00000000000000000-0x1ffffffffffffffff] lies beyond the 52-bit address space"
            ),
            (
                "  node   0: [mem 0x0000000000200000-0x00000000001f0fff]\n",
                "m:1: the range ends at 0x1f0fff, before its start 0x200000"
            ),
            (
                "  node   0: [mem 0x0000000000000000-0xffffffffffffffff]\n",
                "m:1: 0xffffffffffffffff lies beyond the 52-bit address space"
            ),
            ("  node   0: [mem 0x0000000000000800-0x0000000000001fff]\n", "m:1: 0x800 is not a multiple of 4096"),
            ("  node   0: [mem 0x0000000000001000-0x0000000000001ffe]\n", "m:1: 0x1fff is not a multiple of 4096"),
            ("  node 70000: [mem 0x0000000000001000-0x0000000000001fff]\n", "m:1: 70000: [mem  is above 65535"),
            (
                "  node   0: [mem 0x1000-0x4fff]\n  node   1: [mem 0x4000-0x5fff]\n",
                "m:2: the range 0x4000-0x5fff overlaps 0x1000-0x4fff"
            ),
            (
                "  node   1: [mem 0x4000-0x5fff]\n  node   0: [mem 0x1000-0x4fff]\n",
                "m:1: the range 0x4000-0x5fff overlaps 0x1000-0x4fff"
            ),
            (
                "early_node_map[1] active PFN ranges\n 0: 0x10 -> 0x8\n",
                "m:2: the range ends at 0x8000, before its start 0x10000"
            ),
            (
                "early_node_map[1] active PFN ranges\n 0: 0x10 -> 0xffffffffffffff\n",
                "m:2: 0xffffffffffffff lies beyond the 52-bit address space"
            ),
            (
                "SRAT: Node 0 PXM 0 [mem 0x200000-0x100000]\n",
                "m:1: the range ends at 0x100000, before its start 0x200000"
            ),
            ("SRAT: Node 0 PXM 0 200000-100000\n", "m:1: the range ends at 0x100000, before its start 0x200000"),
            (
                "SRAT: Node 99999999999999999999 PXM 0 [mem 0x0-0xfff]\n",
                "m:1: 99999999999999999999 PXM 0  is above 65535"
            ),
            ("tdx: CMR: [0x200000, 0x100000)\n", "m:1: the range ends at 0x100000, before its start 0x200000"),
            ("tdx: CMR: [0x0, 0xffffffffffffffff)\n", "m:1: 0xffffffffffffffff lies beyond the 52-bit address space"),
            ("tdx: CMR: [0x100000, 0x200800)\n", "m:1: 0x200800 is not a multiple of 4096"),
            (
                "tdx: CMR: [0x100000, 0x300000)\ntdx: CMR: [0x200000, 0x400000)\n",
                "m:2: the range 0x200000-0x3fffff overlaps 0x100000-0x2fffff"
            ),
            ("tdx: BIOS enabled: private KeyID range [0, 64)\n", "m:1: private KeyID 0 is below 1"),
            (
                "tdx: BIOS enabled: private KeyID range [64, 32)\n",
                "m:1: the KeyID range ends at 32, before its start 64"
            ),
            ("tdx: BIOS enabled: private KeyID range [64, 99999999)\n", "m:1: private KeyID 99999999 is above 65535"),
            (
                "efi: mem00: type=7, attr=0xf, range=[0x200000-0x100000) (0MB)\n",
                "m:1: the range ends at 0x100000, before its start 0x200000"
            ),
            (
                "efi: mem00: type=7, attr=0xf, range=[0x0-0xffffffffffffffff] (0MB)\n",
                "m:1: 0xffffffffffffffff lies beyond the 52-bit address space"
            ),
            (
                "\u{feff}BIOS-e820: [mem 0x0000000000200000-0x0000000000100000] usable\n",
                "m:1: the range ends at 0x100000, before its start 0x200000"
            ),
        ] as [(String, String)]) func `what cannot be is said with its line`(_ text: String, _ message: String)
    { #expect(failure(text) == message) }

    /// Where the system has no program for it, its name is all that can be said.
    @Test(
        arguments: [
            ([0x1f, 0x8b, 0x08, 0x00], "gzip"), ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "xz"),
            ([0x28, 0xb5, 0x2f, 0xfd], "zstd"), ([0x42, 0x5a, 0x68, 0x39], "bzip2"),
        ] as [([UInt8], String)]) func `compressed data that is cut is said to be`(_ bytes: [UInt8], _ name: String)
    {
        let sentences = [
            "m: the compressed or archived data is damaged or cut",
            "m:1: the input is compressed with \(name): convert it to plain text first",
        ]
        #expect(failure(bytes).map(sentences.contains) == true)
    }

    @Test func `a map of nothing but torn lines is said to be torn`() {
        let text =
            "BIOS-e820: [mem 0x0000000000100000-0x00000000\n7fffffff] usable\nBIOS-e820: [mem 0x0000000100000000-0x00000000\nbfffffff] usable\n"
        #expect(
            failure(text)
                == "m:1: the lines of the memory map are wrapped or cut inside of what they state: take the log without a terminal, dmesg > FILE"
        )
    }

    @Test(
        arguments: [
            ([0xff, 0xfe, 0x42, 0x00], "UTF-16 text"), ([0xfe, 0xff, 0x00, 0x42], "UTF-16 text"),
        ] as [([UInt8], String)]) func `other encodings are named`(_ bytes: [UInt8], _ name: String)
    {
        #expect(failure(bytes) == "m:1: the input is \(name): convert it to plain text first")
    }

    @Test func `what other programs print gets the sentence that helps`() {
        #expect(
            failure("dmesg: read kernel buffer failed: Operation not permitted\n")
                == "m:1: dmesg was not permitted to read the kernel log: run it as root")
        #expect(
            failure("available: 2 nodes (0-1)\nnode 0 cpus: 0 1\nnode 0 size: 1000 MB\n")?.hasPrefix(
                "m:3: numactl gives sizes of nodes, no addresses") == true)
        #expect(
            failure("# dmidecode 3.3\nGetting SMBIOS data from sysfs.\n")?.hasPrefix(
                "m:2: dmidecode lists memory modules") == true)
        #expect(
            failure("               total        used        free\nMem:  1 2 3\n")?.hasPrefix("m:2: free gives sums")
                == true)
        let tar =
            [UInt8](repeating: 0x61, count: 100) + [UInt8](repeating: 0, count: 157) + Array("ustar  ".utf8)
            + [UInt8](repeating: 0, count: 249)
        #expect(
            failure(tar) == "m:1: the input is a tar archive: unpack it and name a log in it, or give it to tdmr survey"
        )
        #expect(
            failure([0x50, 0x4b, 0x03, 0x04])
                == "m:1: the input is a zip archive: unpack it and name a log in it, or give the folder to tdmr survey")
    }

    @Test func `a fault in a boot that does not count does not matter`() throws {
        let good = "BIOS-provided physical RAM map:\nBIOS-e820: [mem 0x100000-0x1fffff] usable\n"
        #expect(
            try read("BIOS-provided physical RAM map:\nBIOS-e820: [mem 0x200000-0x100000] usable\n" + good).map.memory
                .count == 1)
        #expect(failure(good + good.replacing("0x1fffff", with: "0x0fffff").replacing("0x0fffff", with: "0xf")) == nil)
    }

    @Test func `reserved ranges may reach to the last address`() throws {
        #expect(
            try read(
                "BIOS-e820: [mem 0x100000-0x1fffff] usable\nBIOS-e820: [mem 0xfd00000000-0xffffffffffffffff] reserved\n"
            ).regions == ["[0x100000, 0x200000) node 0"])
        #expect(
            try read("BIOS-e820: [mem 0xffffffffff000-0xfffffffffffff] usable\n").regions == [
                "[0xffffffffff000, 0x10000000000000) node 0"
            ])
    }

    /// Cuts, damages and mixes real logs: reading never traps, and what it gives is a map.
    @Test(arguments: RealLog.all) func `a damaged log gives a sound map or one line`(_ log: RealLog) throws {
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: log.path)))
        for seed in TestSeed.several(Thoroughness.cases(quick: 4, thorough: 400)) {
            var random = SeededRandom(seed: seed)
            let damaged = Self.damaged(bytes, &random)
            do {
                let reading = try MapReader.read(damaged, name: "m")
                #expect(reading.map.firstViolation() == nil, "seed \(seed)")
                #expect(!reading.json.line.utf8.contains(UInt8(ascii: "\n")), "seed \(seed)")
                #expect((reading.memorySource == nil) == reading.map.memory.isEmpty, "seed \(seed)")
                if !reading.map.memory.isEmpty {
                    #expect(
                        try MapReader.read(TDXMapWriter.bytes(reading.map), name: "m").map == reading.map,
                        "seed \(seed)")
                }
            } catch {
                #expect(error.line.map { $0 >= 1 } == true, "seed \(seed)")
                #expect(!"\(error)".contains("\n"), "seed \(seed)")
            }
        }
    }

    static func damaged(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0...random.below(8) where !bytes.isEmpty {
            let place = Int(random.below(UInt64(bytes.count)))
            switch random.below(5) {
            case 0: bytes[place] = UInt8(random.below(256))
            case 1: bytes[place] = Array("0123456789abcdefx-:[]() \n\r=>".utf8)[Int(random.below(28))]
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.below(80))))
            case 3:
                bytes.insert(
                    contentsOf: bytes[place..<min(bytes.count, place + Int(random.below(200)))],
                    at: Int(random.below(UInt64(bytes.count))))
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}

import Foundation
import MemoryMaps
import PhysicalMemory
import TestSupport
import Testing

@Suite struct MemblockTests {
    private static let before =
        "BIOS-e820: [mem 0x0000000000000000-0x000000000009efff] usable\nBIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n"
    private static func dump(_ entries: [String], count: Int? = nil) -> String {
        ([
            " memory size = 0x7ff9e000 reserved size = 0x1234000",
            " memory.cnt  = 0x\(String(count ?? entries.count, radix: 16))",
        ]
            + entries.enumerated().map { " memory[0x\(String($0, radix: 16))]\t[\($1) flags: 0x0" }
            + [
                " reserved.cnt  = 0x1",
                " reserved[0x0]\t[0x0000000000000000-0x000000000000ffff], 0x0000000000010000 bytes flags: 0x0",
            ]).joined(separator: "\n") + "\n"
    }
    private static let early = dump([
        "0x0000000000001000-0x000000000009efff], 0x9e000 bytes",
        "0x0000000000100000-0x000000007fffffff], 0x7ff00000 bytes",
    ])
    private static let late = dump([
        "0x0000000000001000-0x000000000009efff], 0x9e000 bytes on node 0",
        "0x0000000000100000-0x000000003fffffff], 0x3ff00000 bytes on node 0",
        "0x0000000040000000-0x000000007fffffff], 0x40000000 bytes on node 1",
    ])
    private static let regions = [
        "[0x1000, 0x9f000) node 0", "[0x100000, 0x40000000) node 0", "[0x40000000, 0x80000000) node 1",
    ]

    @Test func `the last whole dump is the memory, before everything else`() throws {
        let nodes =
            "  node   0: [mem 0x0000000000001000-0x000000000009efff]\n  node   0: [mem 0x0000000000100000-0x000000007fffffff]\n"
        for prefix in ["", "[    0.000000] ", "Jun 29 18:28:41 host kernel: [    0.000000] "] {
            let text = LogPrefixTests.prefixed(Self.before + Self.early + Self.late + nodes, prefix + "%")
            #expect(try read(text).regions == Self.regions)
            #expect(try read(text).memorySource == .memblock)
        }
    }

    @Test func `a dump that is not whole does not count`() throws {
        let cut = Self.late.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n"
        #expect(try read(Self.before + Self.late + cut).regions == Self.regions)
        #expect(try read(Self.before + cut).memorySource == .e820)
        let holed =
            Self.late.split(separator: "\n").filter { !$0.contains("memory[0x1]") }.joined(separator: "\n") + "\n"
        #expect(try read(Self.before + holed).memorySource == .e820)
    }

    @Test func `a dump without nodes is split by the SRAT`() throws {
        let srat = "SRAT: Node 0 PXM 0 [mem 0x00000000-0x3fffffff]\nSRAT: Node 1 PXM 1 [mem 0x40000000-0x7fffffff]\n"
        #expect(try read(Self.before + srat + Self.early).regions == Self.regions)
    }
}

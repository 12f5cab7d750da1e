import MemoryMaps
import PhysicalMemory
import TDXModule
import Testing

@Suite struct BootChoiceTests {
    /// A boot of `gib` GiB with node ranges.
    private static func complete(_ gib: UInt64, cpus: Int? = nil) -> String {
        let end = String((gib << 30) - 1, radix: 16)
        return """
            BIOS-provided physical RAM map:
            BIOS-e820: [mem 0x0000000000000000-0x000000000009efff] usable
            BIOS-e820: [mem 0x0000000000100000-0x\(end)] usable
            Early memory node ranges
              node   0: [mem 0x0000000000100000-0x\(end)]
            \(cpus.map { "smp: Brought up 1 node, \($0) CPUs" } ?? "")

            """
    }

    private static func region(_ gib: UInt64) -> [String] { ["[0x100000, 0x\(String(gib << 30, radix: 16))) node 0"] }

    @Test func `the last complete boot counts`() throws {
        let reading = try read(Self.complete(4, cpus: 8) + Self.complete(8, cpus: 16))
        #expect(reading.regions == Self.region(8))
        #expect(reading.map.statedLogicalProcessors == 16)
        #expect(reading.concerns == [.severalBoots(2)])
        #expect(reading.warnings.first?.line == 7)
    }

    @Test func `a boot without node ranges is incomplete if another one has them`() throws {
        let cut =
            "Linux version 6.8.0\nBIOS-provided physical RAM map:\nBIOS-e820: [mem 0x0000000000100000-0x00000001ffffffff] usable\n"
        let reading = try read(Self.complete(4) + cut)
        #expect(reading.regions == Self.region(4))
        #expect(reading.concerns == [.severalBoots(2)])
        #expect(reading.warnings.first?.line == 1)
        // Otherwise its firmware map is enough.
        #expect(
            try read(cut + cut.replacing("1ffffffff", with: "2ffffffff")).regions == ["[0x100000, 0x300000000) node 0"])
    }

    @Test func `a banner and the header after it begin one boot`() throws {
        #expect(try read("Linux version 6.8.0\n" + Self.complete(4)).warnings == [])
        #expect(
            try read("Linux version 6.8.0\n" + Self.complete(4) + "Linux version 6.8.0\n" + Self.complete(8)).concerns
                == [.severalBoots(2)])
    }

    @Test func `a banner begins a boot, so the facts after it are another boot's`() throws {
        let reading = try read(Self.complete(4, cpus: 8) + "Linux version 6.8.0\nsmp: Brought up 1 node, 1 CPU\n")
        #expect(reading.regions == Self.region(4))
        #expect(reading.map.statedLogicalProcessors == 8)
    }

    @Test func `a firmware line not above the first one begins a boot once nodes were seen`() throws {
        func boot(_ gib: UInt64) -> String {
            Self.complete(gib).split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
        }
        let reading = try read(boot(4) + boot(8))
        #expect(reading.regions == Self.region(8))
        #expect(reading.concerns == [.severalBoots(2)])
        #expect(reading.warnings.first?.line == 5)
        // Before nodes or SRAT were seen the lines belong to one map.
        let unsorted = "BIOS-e820: [mem 0x100000000-0x1ffffffff] usable\nBIOS-e820: [mem 0x100000-0x7fffffff] usable\n"
        #expect(try read(unsorted).map.memory.count == 2)
        #expect(try read(unsorted).warnings == [])
        let srat = try read(
            "BIOS-e820: [mem 0x100000-0x7fffffff] usable\nSRAT: Node 0 PXM 0 [mem 0x0-0x7fffffff]\nBIOS-e820: [mem 0x100000-0xfffffff] usable\n"
        )
        #expect(srat.regions == ["[0x100000, 0x10000000) node 0"])
        let higher = try read(
            "BIOS-e820: [mem 0x100000-0x7fffffff] usable\nSRAT: Node 0 PXM 0 [mem 0x0-0x7fffffff]\nBIOS-e820: [mem 0x100000000-0x1ffffffff] usable\n"
        )
        #expect(higher.map.memory.count == 2)
        #expect(higher.warnings == [])
    }

    @Test func `SRAT lines split only the boot they belong to`() throws {
        let first =
            "BIOS-provided physical RAM map:\nBIOS-e820: [mem 0x100000-0x3fffffff] usable\nSRAT: Node 1 PXM 1 [mem 0x0-0xffffffff]\n"
        let second = "BIOS-provided physical RAM map:\nBIOS-e820: [mem 0x100000-0x1fffffff] usable\n"
        #expect(try read(first + second).regions == ["[0x100000, 0x20000000) node 0"])
    }

    @Test func `a boot after a crash is one of its own`() throws {
        let crash = """
            [    0.000000] Linux version 6.8.0
            [    0.000000] BIOS-provided physical RAM map:
            [    0.000000] BIOS-e820: [mem 0x0000000000001000-0x000000000009efff] usable
            [    0.000000] BIOS-e820: [mem 0x0000000020000000-0x000000002fffffff] usable
            [    0.000000] smp: Brought up 1 node, 1 CPU

            """
        // Its node ranges are missing: the boot before it counts.
        let reading = try read(Self.complete(4, cpus: 96) + crash)
        #expect(reading.regions == Self.region(4))
        #expect(reading.map.statedLogicalProcessors == 96)
        // With them it is the last complete boot.
        let whole = crash + "Early memory node ranges\n  node   0: [mem 0x0000000020000000-0x000000002fffffff]\n"
        #expect(try read(Self.complete(4, cpus: 96) + whole).regions == ["[0x20000000, 0x30000000) node 0"])
    }

    @Test func `what the boot that counts does not say is taken from another one, with a warning`() throws {
        let facts =
            "tdx: BIOS enabled: private KeyID range [64, 128)\ntdx: CMR: [0x100000, 0x100000000)\nsmp: Brought up 1 node, 8 CPUs\n"
        let reading = try read(facts + Self.complete(4))
        #expect(reading.map.cmrs?.count == 1)
        #expect(reading.map.keyIDs == KeyIDCounts(mktme: 63, tdx: 64))
        #expect(reading.map.statedLogicalProcessors == 8)
        #expect(
            reading.concerns == [
                .takenFromOtherBoot("CMRs"), .takenFromOtherBoot("KeyIDs"), .takenFromOtherBoot("processors"),
                .severalBoots(2),
            ])
    }

    @Test func `where no boot is complete, the one with node ranges counts`() throws {
        let firmwareOnly = "BIOS-provided physical RAM map:\nBIOS-e820: [mem 0x100000-0x3fffffff] usable\n"
        let nodesOnly = "BIOS-provided physical RAM map:\n  node   0: [mem 0x100000-0x1fffffff]\n"
        for text in [firmwareOnly + nodesOnly, nodesOnly + firmwareOnly] {
            let reading = try read(text)
            #expect(reading.regions == ["[0x100000, 0x20000000) node 0"])
            #expect(reading.concerns == [.severalBoots(2), .noCompleteBoot])
        }
    }

    @Test func `a log that a console printed twice gives its node ranges once`() throws {
        let nodes = "Early memory node ranges\n  node   0: [mem 0x100000-0x1fffffff]\n"
        #expect(try read(nodes + nodes).regions == ["[0x100000, 0x20000000) node 0"])
        #expect(try read(nodes + nodes.split(separator: "\n")[1] + "\n").regions == ["[0x100000, 0x20000000) node 0"])
    }

    @Test func `memory of a boot without any is nothing, and that is no error`() throws {
        let reading = try read(
            "virt/tdx: BIOS enabled: private KeyID range [32, 64)\nvirt/tdx: module initialization failed (-28)\n")
        #expect(reading.map.memory == [])
        #expect(reading.memorySource == nil)
        #expect(try read("BIOS-e820: [mem 0x100000-0x3fffffff] reserved\n").map.memory == [])
        #expect(try read("850000000-284fffffff : CXL Window 0\n  850000000-284fffffff : region0\n").map.memory == [])
    }
}

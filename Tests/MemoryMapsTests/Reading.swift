import MemoryMaps
import PhysicalMemory

/// Reads a text as a file named `m` would be read.
func read(_ text: String) throws -> MapReading { try MapReader.read(Array(text.utf8), name: "m") }

/// The error that reading a text gives, as the one line that commands print; nil if it can be read.
func failure(_ text: String) -> String? { failure(Array(text.utf8)) }

func failure(_ bytes: [UInt8]) -> String? {
    do {
        _ = try MapReader.read(bytes, name: "m")
        return nil
    } catch {
        return error.description
    }
}

extension MapReading {
    /// Memory regions in the kernel's words: `[0x1000, 0x9f000) node 0`.
    var regions: [String] { map.memory.map(\.description) }
    var concerns: [InputConcern] { warnings.map(\.concern) }
}

/// A boot with two nodes in the wording of Linux 5 and 6, without any prefix.
let modernBoot = """
    Linux version 6.8.0 (builder@host) (gcc 13.2.0) #1 SMP
    BIOS-provided physical RAM map:
    BIOS-e820: [mem 0x0000000000000000-0x000000000009efff] usable
    BIOS-e820: [mem 0x000000000009f000-0x00000000000fffff] reserved
    BIOS-e820: [mem 0x0000000000100000-0x000000005d168fff] usable
    BIOS-e820: [mem 0x000000005d169000-0x000000005d22afff] ACPI data
    BIOS-e820: [mem 0x000000005d22b000-0x00000000777fffff] usable
    BIOS-e820: [mem 0x0000000077800000-0x000000008fffffff] reserved
    BIOS-e820: [mem 0x0000000100000000-0x000000207fffffff] usable
    ACPI: SRAT: Node 0 PXM 0 [mem 0x00000000-0x7fffffff]
    ACPI: SRAT: Node 0 PXM 0 [mem 0x100000000-0x107fffffff]
    ACPI: SRAT: Node 1 PXM 1 [mem 0x1080000000-0x207fffffff]
    ACPI: SRAT: Node 1 PXM 1 [mem 0x2080000000-0x407fffffff] hotplug
    Early memory node ranges
      node   0: [mem 0x0000000000001000-0x000000000009efff]
      node   0: [mem 0x0000000000100000-0x000000005d168fff]
      node   0: [mem 0x000000005d22b000-0x00000000777fffff]
      node   0: [mem 0x0000000100000000-0x000000107fffffff]
      node   1: [mem 0x0000001080000000-0x000000207fffffff]
    smp: Brought up 2 nodes, 96 CPUs
    virt/tdx: BIOS enabled: private KeyID range [64, 128)
    virt/tdx: CMR: [0x100000, 0x77800000)
    virt/tdx: CMR: [0x100000000, 0x2070000000)
    virt/tdx: 524304 KB allocated for PAMT
    virt/tdx: module initialized

    """

let modernMap = HostMemoryMap(
    memory: [
        MemoryRegion(pages: PageRange(0x1, 0x9f), node: NodeID(0)),
        MemoryRegion(pages: PageRange(0x100, 0x5d169), node: NodeID(0)),
        MemoryRegion(pages: PageRange(0x5d22b, 0x77800), node: NodeID(0)),
        MemoryRegion(pages: PageRange(0x100000, 0x1080000), node: NodeID(0)),
        MemoryRegion(pages: PageRange(0x1080000, 0x2080000), node: NodeID(1)),
    ],
    cmrs: [
        .init(base: PhysicalAddress(0x100000), size: ByteCount(0x77700000)),
        .init(base: PhysicalAddress(0x1_0000_0000), size: ByteCount(0x1f_7000_0000)),
    ],
    hotplugWindows: [MemoryRegion(pages: PageRange(0x2080000, 0x4080000), node: NodeID(1))],
    statedLogicalProcessors: 96,
    keyIDs: .init(mktme: 63, tdx: 64)
)

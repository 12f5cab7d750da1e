import PhysicalMemory
import TDXModule

/// Ranges above DRAM that hold no memory at boot: CXL expanders and places for memory to be plugged in.
struct Windows {
    private(set) var hotplug: [MemoryRegion] = []
    /// The CXL expander that the firmware hands over as memory.
    private(set) var atBoot: MemoryRegion?

    init(_ plan: MachinePlan, above end: PageFrame) {
        var cursor = ByteCount(end.address.rawValue).roundedUp(to: .mib(256))
        for index in 0..<plan.cxlWindows {
            let window = Self.window(at: cursor, plan.cxlSize, node: plan.nodes + index)
            if index == 0, plan.isCXLMemoryAtBoot { atBoot = window } else { hotplug.append(window) }
            cursor += plan.cxlSize
        }
        // Far above memory, with node numbers in another order than addresses: Linux numbers nodes that are absent at boot last.
        cursor = max(cursor, .gib(1024)).roundedUp(to: .gib(1024))
        let count = plan.hotplugWindows
        for index in 0..<count {
            let node = plan.nodes + plan.cxlWindows + (index + count / 2) % count
            hotplug.append(Self.window(at: cursor, plan.hotplugSize, node: node))
            cursor += plan.hotplugSize
        }
    }

    private static func window(at base: ByteCount, _ size: ByteCount, node: Int) -> MemoryRegion {
        MemoryRegion(pages: PageRange(base.pages, base.pages + size.pages), node: NodeID(UInt32(node)))
    }
}

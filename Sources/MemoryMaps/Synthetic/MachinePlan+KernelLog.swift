import PhysicalMemory
import TDXModule

extension MachinePlan {
    /// The beginning of this machine's kernel log: the lines about memory and TDX from which a memory map can be read.
    func kernelLog() throws(SyntheticError) -> String {
        let map = try map()
        let firmware = try firmware()
        var log = SyntheticLog()
        log.add("Linux version 6.8.0 (synthetic) #1 SMP PREEMPT_DYNAMIC")
        log.add("BIOS-provided physical RAM map:")
        for range in firmware.e820 {
            log.add(
                "BIOS-e820: [mem \(SyntheticLog.hex(range.first.rawValue, digits: 16))-\(SyntheticLog.hex(range.last.rawValue, digits: 16))] \(range.type.name)"
            )
        }
        for (region, isHotPluggable) in firmware.affinity {
            log.add(
                "ACPI: SRAT: Node \(region.node) PXM \(region.node) [mem \(SyntheticLog.inclusive(region.pages, digits: 8))]\(isHotPluggable ? " hotplug" : "")"
            )
        }
        log.add("Early memory node ranges")
        for region in map.memory {
            let node = String(repeating: " ", count: max(0, 3 - "\(region.node)".count)) + "\(region.node)"
            log.add("  node \(node): [mem \(SyntheticLog.inclusive(region.pages, digits: 16))]")
        }
        log.add("smp: Brought up \(nodes) node\(nodes == 1 ? "" : "s"), \(map.logicalProcessors) CPUs")
        if isTDXHost || keyIDs != .usual {
            log.add(
                "virt/tdx: BIOS enabled: private KeyID range [\(keyIDs.mktme + 1), \(keyIDs.mktme + 1 + keyIDs.tdx))")
        }
        for cmr in map.cmrs ?? [] { log.add("virt/tdx: CMR: [\(cmr.base), \(cmr.base + cmr.size))") }
        return log.text
    }
}

private struct SyntheticLog {
    private(set) var text = ""

    mutating func add(_ line: String) { text += "[    0.000000] " + line + "\n" }

    static func hex(_ value: UInt64, digits: Int) -> String {
        let number = String(value, radix: 16)
        return "0x" + String(repeating: "0", count: max(0, digits - number.count)) + number
    }

    /// Both ends belong to the range as it is printed.
    static func inclusive(_ pages: PageRange, digits: Int) -> String {
        let start = pages.start.address.rawValue
        return "\(hex(start, digits: digits))-\(hex(start + (pages.size.rawValue - 1), digits: digits))"
    }
}

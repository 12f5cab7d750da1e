import PhysicalMemory

/// A machine as its firmware describes it before Linux makes regions of it.
struct SyntheticFirmware: Hashable, Sendable {
    /// The e820 map: ascending, disjoint.
    var e820: [FirmwareRange]
    /// SRAT: memory by node, ascending; then windows without memory.
    var affinity: [(region: MemoryRegion, isHotPluggable: Bool)] {
        nodes.map { ($0, false) } + windows.map { ($0, true) }
    }

    var nodes: [MemoryRegion]
    var windows: [MemoryRegion]
}

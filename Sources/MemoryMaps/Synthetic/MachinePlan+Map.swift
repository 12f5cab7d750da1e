import PhysicalMemory
import TDXModule

extension MachinePlan {
    /// The machine laid out.
    /// - Complexity: O(regions).
    func map() throws(SyntheticError) -> HostMemoryMap {
        let low = try LowMemory(self)
        let high = try HighMemory(self)
        let windows = Windows(self, above: high.end)
        var memory: [MemoryRegion] = []
        memory.reserveCapacity(regions ?? 0)
        memory.appendJoining(MemoryRegion(pages: belowOneMiB, node: NodeID(0)))
        for fragment in low.fragments { memory.appendJoining(MemoryRegion(pages: fragment, node: NodeID(0))) }
        let extraHoles = try extraHoles(low, high, windows)
        for region in try high.regions(extraHoles: extraHoles, seed: highSeed) { memory.appendJoining(region) }
        if let atBoot = windows.atBoot { memory.appendJoining(atBoot) }
        return HostMemoryMap(
            memory: memory, cmrs: cmrsKnown ? cmrs(high) : nil, hotplugWindows: windows.hotplug, packages: sockets,
            statedLogicalProcessors: sockets * processorsPerSocket, keyIDs: keyIDs)
    }

    /// The memory below 1 MiB that Linux uses: without page 0 and without the part that firmware reserves.
    var belowOneMiB: PageRange { isAMDStyle ? PageRange(1, 0xa0) : PageRange(1, 0x9f) }

    /// The holes above 4 GiB that bring the map to the number of regions asked for.
    private func extraHoles(_ low: LowMemory, _ high: HighMemory, _ windows: Windows) throws(SyntheticError) -> Int {
        guard let regions else { return 0 }
        let lastLow = low.fragments.last?.end
        let touches = lastLow == high.spans.first?.usable.start && !high.spans.isEmpty
        let whole = high.spans.count { !$0.usable.isEmpty }
        let present = 1 + low.fragments.count + whole + (windows.atBoot == nil ? 0 : 1) - (touches ? 1 : 0)
        guard regions >= present else { throw .contradiction(.fewerRegions(asked: regions, present: present)) }
        return regions - present
    }

    private func cmrs(_ high: HighMemory) -> [CMR] {
        let low = PageRange(start: .tdxMinimum, end: PageFrame(containing: lowTop))
        return ([low] + high.cmrs).map(CMR.init)
    }
}

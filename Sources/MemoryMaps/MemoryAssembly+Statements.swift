import Algorithms
import PhysicalMemory
import TDXModule

extension MemoryAssembly {
    /// A dump of memblock: as printed where it names nodes, else split by the SRAT.
    static func regions(memblock dump: [Logged<NodeBytes>], affinity: [NodeBytes]) throws(LineFault) -> [MemoryRegion] {
        let whole = dump.filter { $0.value.bytes.lowerBound & 0xfff == 0 && $0.value.bytes.upperBound & 0xfff == 0xfff }
        guard !affinity.isEmpty || whole.count != dump.count else { return try regions(listed: dump) }
        return try regions(
            firmware: dump.map { Logged(value: FirmwareRange($0.value.bytes, .ram), line: $0.line) }, affinity: affinity
        )
    }
}

extension MemoryAssembly {
    /// CMRs as regions, each as one: the first of all and the first above 4 GiB belong to node 0, the following ones to nodes 1, 2, ...
    static func regions(standIn cmrs: [CMR], lastLine: Int) throws(LineFault) -> [MemoryRegion] {
        let fourGiB = PhysicalAddress(4 << 30)
        var node: UInt32?
        var regions: [MemoryRegion] = []
        for cmr in cmrs where !cmr.isUnused {
            if cmr.base >= fourGiB { node = node.map { $0 + 1 } ?? 0 }
            let pages = PageRange(
                start: PageFrame(containing: cmr.base), end: PageFrame(containing: cmr.base + cmr.size))
            regions.append(MemoryRegion(pages: pages, node: NodeID(node ?? 0)))
        }
        regions.sort { $0.start < $1.start }
        for (lower, upper) in regions.adjacentPairs() where upper.start < lower.end {
            throw LineFault(
                line: lastLine,
                fault: .overlapping(
                    start: upper.start.address, end: PhysicalAddress(upper.end.address.rawValue - 1),
                    otherStart: lower.start.address, otherEnd: PhysicalAddress(lower.end.address.rawValue - 1)))
        }
        return regions
    }
}

import Algorithms
import PhysicalMemory
import TDXModule

/// The address space as construction sees it, in pages: memory that can be served, what must be reserved, and the sizes of PAMT tables. Built once for
/// each input.
///
/// Memory that neither is usable nor must be reserved is neutral: convertible, but not in the memlist. A TDMR may hold or reserve it.
struct AddressMap: Hashable, Sendable {
    /// Usable pages without a break, on one node and inside one CMR. A PAMT table must lie in one run.
    struct Run: Hashable, Sendable {
        var start: Int
        /// The end in the low bits, the node's number in the high bits. Packed because a machine may have millions of runs.
        private var packed: UInt

        private static let endBits: UInt = 41

        /// - Precondition: `end` is at most `pageLimit`, and there are fewer than 2^23 nodes.
        init(start: Int, end: Int, node: Int) {
            self.start = start
            precondition(end <= AddressMap.pageLimit && node < 1 << (UInt(UInt.bitWidth) - Self.endBits))
            packed = UInt(node) << Self.endBits | UInt(end)
        }

        var end: Int {
            get { Int(packed & (1 << Self.endBits - 1)) }
            set { self = Run(start: start, end: newValue, node: node) }
        }
        /// The node's number, an index of `nodes`.
        var node: Int { Int(packed >> Self.endBits) }

        var count: Int { end - start }
        var span: PageSpan { PageSpan(start: start, end: end) }
    }

    /// Ascending, disjoint; touching runs differ in node.
    var runs: [Run]
    /// Pages below `pageLimit` that are not convertible: ascending, neither overlapping nor touching. The parts inside a TDMR must be reserved.
    var mustReserve: [PageSpan]
    /// The nodes of the runs, ascending.
    var nodes: [NodeID]
    /// Bytes of each PAMT table for one granule.
    var pamt: PAMTSizes
    /// Pages of a granule, the unit of TDMR bases and sizes: 2^18. Tests use smaller ones, so that they can try all plans; no other code depends on the size.
    var granulePages = Self.pagesOfGiB
    /// One past the last granule that a TDMR may have.
    var granuleLimit = Self.pageLimit / Self.pagesOfGiB

    static let pagesOfGiB = 1 << 18
    /// One past the last page that any processor can address: 2^40.
    static let pageLimit = 1 << 40
}

extension AddressMap {
    /// The map of a memlist, which is ascending and disjoint, and of the convertible ranges. Touching regions of the same node are joined.
    /// - Returns: the map, and the memory of the memlist that lies outside of all convertible ranges.
    /// - Complexity: O(*m* + *c*).
    static func make(
        memlist: [MemoryRegion], convertible: PageRanges, pamt: PAMTSizes
    ) -> (map: AddressMap, outside: [PageRange]) {
        let all = PageRange(0, UInt64(pageLimit))
        let islands = convertible.intersection(all).map { PageSpan($0) }
        let nodes = numbered(memlist)
        var outside: [PageRange] = []
        var runs: [Run] = []
        runs.reserveCapacity(memlist.count)
        var next = 0
        var node = 0
        for region in memlist {
            if nodes[node] != region.node { node = nodes.partitioningIndex { $0 >= region.node } }
            var position = Int(region.start.rawValue)
            let end = Int(region.end.rawValue)
            while next < islands.count, islands[next].end <= position { next += 1 }
            var i = next
            while position < end {
                guard i < islands.count, islands[i].start < end else {
                    outside.append(PageRange(PageSpan(start: position, end: end)))
                    break
                }
                if islands[i].start > position {
                    outside.append(PageRange(PageSpan(start: position, end: islands[i].start)))
                    position = islands[i].start
                }
                let stop = min(end, islands[i].end)
                append(Run(start: position, end: stop, node: node), to: &runs)
                position = stop
                i += 1
            }
        }
        let mustReserve = convertible.complement(in: all).map { PageSpan($0) }
        return (AddressMap(runs: runs, mustReserve: mustReserve, nodes: nodes, pamt: pamt), outside)
    }

    /// The map of a memlist and CMRs in module order, unused slots included. Where the CMRs are unknown (nil), exactly the memlist counts as convertible.
    static func make(memlist: [MemoryRegion], cmrs: [CMR]?, pamt: PAMTSizes) -> (map: AddressMap, outside: [PageRange])
    {
        if let cmrs { return make(memlist: memlist, convertible: PageRanges(cmrs.map(\.wholePages)), pamt: pamt) }
        if let last = memlist.last, last.end.rawValue > pageLimit {
            return make(memlist: memlist, convertible: PageRanges(memlist.lazy.map(\.pages)), pamt: pamt)
        }
        return (make(convertible: memlist, pamt: pamt), [])
    }

    /// The map where exactly the memlist is convertible, made without a list of convertible ranges, which would be as long as the memlist.
    private static func make(convertible memlist: [MemoryRegion], pamt: PAMTSizes) -> AddressMap {
        var map = AddressMap(runs: [], mustReserve: [], nodes: numbered(memlist), pamt: pamt)
        map.runs.reserveCapacity(memlist.count)
        map.mustReserve.reserveCapacity(memlist.count + 1)
        var node = 0
        var position = 0
        for region in memlist where !region.pages.isEmpty {
            if map.nodes[node] != region.node { node = map.nodes.partitioningIndex { $0 >= region.node } }
            let span = PageSpan(region.pages)
            if span.start > position { map.mustReserve.append(PageSpan(start: position, end: span.start)) }
            append(Run(start: span.start, end: span.end, node: node), to: &map.runs)
            position = max(position, span.end)
        }
        if position < pageLimit { map.mustReserve.append(PageSpan(start: position, end: pageLimit)) }
        return map
    }

    /// The memory regions above the first MiB, which TDX never uses.
    static func memlist(_ regions: [MemoryRegion]) -> [MemoryRegion] {
        // Where nothing is cut off, the list is shared instead of copied.
        if regions.allSatisfy({ $0.start >= .tdxMinimum && !$0.pages.isEmpty }) { return regions }
        var memlist: [MemoryRegion] = []
        memlist.reserveCapacity(regions.count)
        for var region in regions where region.end > .tdxMinimum {
            region.pages.start = max(region.start, .tdxMinimum)
            if !region.pages.isEmpty { memlist.append(region) }
        }
        return memlist
    }

    private static func numbered(_ memlist: [MemoryRegion]) -> [NodeID] {
        var nodes: Set<NodeID> = []
        var last: NodeID?
        for region in memlist where region.node != last {
            nodes.insert(region.node)
            last = region.node
        }
        return nodes.sorted()
    }

    private static func append(_ run: Run, to runs: inout [Run]) {
        if let last = runs.last, last.end == run.start, last.node == run.node {
            runs[runs.count - 1].end = run.end
        } else {
            runs.append(run)
        }
    }
}

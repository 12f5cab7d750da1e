import Algorithms
import PhysicalMemory
import SeededRandom

/// DRAM from 4 GiB up: where each node lies, which part the firmware reserves, and the CMRs that cover the rest.
struct HighMemory {
    /// A run of a node's DRAM.
    struct Span: Hashable {
        var node: NodeID
        /// All of it.
        var dram: PageRange
        /// Without the parts at either end that the firmware reserves; may be empty.
        var usable: PageRange
    }

    /// Ascending.
    private(set) var spans: [Span]
    /// CMRs of the memory above 4 GiB: touching spans of `nodesPerCMR` consecutive nodes in one.
    private(set) var cmrs: [PageRange] = []

    static let tebibyteHole = PageRange(0xfd_0000_0000 >> 12, 0x100_0000_0000 >> 12)
    /// The most CMRs that a module reports; one of them is low memory's.
    static let maxCMRs = 32

    /// One past the highest DRAM.
    var end: PageFrame { spans.last?.dram.end ?? PageFrame(1 << 20) }

    init(_ plan: MachinePlan) throws(SyntheticError) {
        spans = try Self.dram(plan)
        var nodesPerCMR = 1
        // Without CMRs every node may have its strip; with them the nodes of one CMR share one.
        if plan.cmrsKnown {
            while Self.groups(spans, nodesPerCMR).count >= Self.maxCMRs, nodesPerCMR < plan.nodes { nodesPerCMR += 1 }
        }
        let groups = Self.groups(spans, nodesPerCMR)
        guard !plan.cmrsKnown || groups.count < Self.maxCMRs else {
            throw .contradiction(.tooManyCMRs(needed: groups.count + 1))
        }
        for (index, group) in groups.enumerated() {
            let isLastOfNode =
                group.upperBound == spans.count || spans[group.upperBound].node != spans[group.upperBound - 1].node
            let strip = isLastOfNode ? plan.strip + (index == 0 ? plan.firstStripExtra : .zero) : .zero
            let last = group.upperBound - 1
            spans[last].usable.end = PageFrame(
                spans[last].usable.end.rawValue - min(strip.pages, spans[last].usable.count))
            cmrs.append(PageRange(start: spans[group.lowerBound].usable.start, end: spans[last].usable.end))
        }
        cmrs.removeAll(where: \.isEmpty)
    }

    /// The spans of each node, ascending; DRAM in the hole below 1 TiB is moved above it.
    private static func dram(_ plan: MachinePlan) throws(SyntheticError) -> [Span] {
        let fourGiB = ByteCount.gib(4).pages
        let size = plan.nodeSize.pages
        let displaced = plan.mmioHole.pages
        // Nothing here can overflow: at most 512 nodes of 2^34 pages each and holes below 2^40 pages.
        var spans: [Span] = []
        var cursor = fourGiB
        func add(_ node: Int, _ length: UInt64) {
            guard length > 0 else { return }
            var range = PageRange(cursor, cursor + length)
            if plan.hasTebibyteHole, range.end > tebibyteHole.start, range.start < tebibyteHole.end {
                let below = PageRange(start: range.start, end: max(range.start, tebibyteHole.start))
                if !below.isEmpty { spans.append(Span(node: NodeID(UInt32(node)), dram: below, usable: below)) }
                range = PageRange(tebibyteHole.end.rawValue, tebibyteHole.end.rawValue + length - below.count)
            }
            spans.append(Span(node: NodeID(UInt32(node)), dram: range, usable: range))
            cursor = range.end.rawValue
        }
        // The first node's share below 4 GiB is the DRAM below the MMIO hole.
        let low = min(fourGiB - displaced, size)
        if let stride = plan.nodeStride {
            if size > fourGiB { add(0, size - fourGiB) }
            for node in 1..<plan.nodes {
                cursor = max(cursor, UInt64(node) * stride.pages)
                add(node, size)
            }
            cursor = max(cursor, UInt64(plan.nodes) * stride.pages)
            add(0, min(size, fourGiB) - low)
        } else {
            add(0, size - low)
            cursor += plan.sparseHole.pages
            for node in 1..<plan.nodes { add(node, size) }
        }
        if !spans.isEmpty, plan.highStart > .zero {
            guard plan.highStart.pages < spans[0].usable.count else {
                throw .contradiction(.highStartExceedsNode(highStart: plan.highStart, nodeSize: plan.nodeSize))
            }
            spans[0].usable.start = spans[0].usable.start + plan.highStart.pages
        }
        return spans
    }

    /// Runs of touching spans whose nodes are of one group of `nodesPerCMR`, as ranges of indices.
    private static func groups(_ spans: [Span], _ nodesPerCMR: Int) -> [Range<Int>] {
        func group(_ span: Span) -> Int { Int(span.node.rawValue) / nodesPerCMR }
        return spans.chunked { $0.dram.end == $1.dram.start && group($0) == group($1) }.map(\.indices)
    }

    /// The usable regions, with `extraHoles` holes spread over them in proportion to their size, so that there are as many regions more.
    ///
    /// - Complexity: O(spans + holes).
    func regions(extraHoles: Int, seed: UInt64) throws(SyntheticError) -> [MemoryRegion] {
        var random = SeededRandom(seed: seed)
        var pagesLeft = spans.reduce(0) { $0 + $1.usable.count }
        var holesLeft = UInt64(extraHoles)
        // One hole per span may be lost to rounding.
        let possible = spans.reduce(0) { $0 + $1.usable.count / Self.leastPages }
        guard holesLeft + UInt64(spans.count) <= possible || holesLeft == 0 else {
            throw .contradiction(.tooManyRegions(asked: extraHoles, possible: possible))
        }
        var regions: [MemoryRegion] = []
        regions.reserveCapacity(extraHoles + spans.count)
        for span in spans where !span.usable.isEmpty {
            let pages = span.usable.count
            let share = (UInt128(holesLeft) * UInt128(pages) + UInt128(pagesLeft) - 1) / UInt128(pagesLeft)
            let holes = min(UInt64(share), pages / Self.leastPages)
            holesLeft -= holes
            pagesLeft -= pages
            Self.cut(span, holes: holes, into: &regions, &random)
        }
        return regions
    }

    /// Pages per hole that leave a page on either side of it.
    private static let leastPages: UInt64 = 4

    private static func cut(
        _ span: Span, holes: UInt64, into regions: inout [MemoryRegion], _ random: inout SeededRandom
    ) {
        var start = span.usable.start.rawValue
        if holes > 0 {
            let cell = span.usable.count / holes
            for index in 0..<holes {
                let length = min(ServerStatistics.lowGap.draw(&random), cell / 2)
                let at = span.usable.start.rawValue + index * cell + 1 + random.below(cell - length - 1)
                regions.append(MemoryRegion(pages: PageRange(start, at), node: span.node))
                start = at + length
            }
        }
        regions.append(MemoryRegion(pages: PageRange(start, span.usable.end.rawValue), node: span.node))
    }
}

import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

/// The physical address space under a plan, as bars in lanes: memory by node, CMRs, TDMRs, reserved areas. Positions are in pages.
public struct AddressSpacePicture: Sendable {
    /// The kind of a bar, which decides its colour.
    public enum Kind: Hashable, Sendable {
        /// Memory of this node.
        case memory(NodeID)
        /// A convertible memory region.
        case cmr
        /// A reserved area.
        case area
        /// Memory kept from the page allocator.
        case withheld
        /// A range of the firmware map that is not usable memory.
        case hole
        /// A TDMR or a table of it: of one colour. Where there are many, each has a colour of its own.
        case tdmr(Int, ofMany: Bool)
    }

    /// A range of pages in a lane.
    public struct Bar: Sendable {
        /// The pages that it covers.
        public var pages: PageRange
        /// The lane's index, from the top.
        public var lane: Int
        /// Its kind.
        public var kind: Kind
        /// The text on it, where there is room.
        public var label: String
        /// Shown when the pointer rests on it.
        public var hint: String

        /// The colours of few TDMRs.
        static let few = [2, 5, 3, 6]

        /// Index of the colour; 10 and more for TDMRs, where they are many, each a colour of its own. None of these has the colour of memory, CMRs
        /// or areas.
        public var series: Int {
            switch kind {
            case .memory(let node): node.rawValue % 2 == 0 ? 0 : 7
            case .cmr: 8
            case .area: 1
            case .hole: 4
            case .withheld: 9
            // A dark one beside a light one, for pictures without colours.
            case .tdmr(let index, ofMany: false): Self.few[index % Self.few.count]
            case .tdmr(let index, ofMany: true): 10 + index
            }
        }
    }

    /// A part of the address space to be drawn.
    public struct Row: Sendable {
        /// The pages that the row shows.
        public var pages: PageRange
        /// Written above the row.
        public var label: String
        /// Its borders and round addresses between them.
        public var ticks: [PageFrame]
        /// The borders of TDMRs, then those of holes.
        public var borders: [PageFrame] = []
        /// A text about the gap before it.
        public var gap = ""
        /// Whether the row shows a part of another one, enlarged.
        public var isEnlarged = false
    }

    /// The meanings of the colours, by their index.
    public var legend: [String] {
        var names = [String](repeating: "", count: 10)
        for bar in bars {
            switch bar.kind {
            case .memory(let node):
                names[bar.series] = node.rawValue % 2 == 0 ? "memory, even node" : "memory, odd node"
            case .cmr: names[bar.series] = "CMR"
            case .area: names[bar.series] = "reserved area"
            case .hole: names[bar.series] = "kept by the firmware"
            case .withheld: names[bar.series] = "withheld"
            case .tdmr: names[2] = "a TDMR and its PAMT share a colour"
            }
        }
        return names
    }

    /// From top to bottom; the firmware's ranges and CMRs only where they are known, withheld memory only where there is any.
    public let lanes: [String]
    /// In the order drawn.
    public var bars: [Bar] = []
    /// The parts of the address space to be drawn, each over the whole width.
    public var rows: [Row] = []
    let tdmrLane: Int

    /// nil without a layout.
    public init?(_ report: PlanReport, kept: KeptMemory = .unknown) {
        guard let layout = report.layout else { return nil }
        let above = ["memory"] + (kept.isKnown ? ["holes"] : []) + (report.map.cmrs == nil ? [] : ["CMRs"])
        lanes = above + ["TDMRs", "areas", "PAMTs"] + (layout.withheld.isEmpty ? [] : ["withheld"])
        tdmrLane = above.count
        rows = Self.finished(Self.rows(report.map), kept)
        addMemory(report.map)
        addHoles(kept)
        for cmr in report.map.cmrs ?? [] where !cmr.wholePages.isEmpty {
            bars.append(
                Bar(
                    pages: cmr.wholePages, lane: above.count - 1, kind: .cmr, label: "CMR",
                    hint: "CMR \(cmr.wholePages)"))
        }
        let areMany = layout.tdmrs.count > Bar.few.count
        for (i, tdmr) in layout.tdmrs.enumerated() { add(tdmr, index: i, .tdmr(i, ofMany: areMany)) }
        for (span, ranges) in joined(layout.withheld.map { (pages: $0, node: NodeID(0)) }) {
            let hint =
                ranges == 1
                ? "withheld \(span.pages) \(span.pages.size)" : "withheld: \(ranges) ranges in \(span.pages)"
            bars.append(Bar(pages: span.pages, lane: lanes.count - 1, kind: .withheld, label: "", hint: hint))
        }
        addEnlargements()
        addBorders()
    }

    private mutating func add(_ tdmr: PlannedTDMR, index: Int, _ kind: Kind) {
        let info = tdmr.info
        let start = PageFrame(containing: info.base)
        bars.append(
            Bar(
                pages: PageRange(start: start, end: start + info.size.pages), lane: tdmrLane, kind: kind,
                label: "\(index)",
                hint:
                    "TDMR \(index): \(info.size) from \(info.base), node \(tdmr.pamtNode), \(info.reservedAreas.count) areas"
            ))
        for area in info.reservedAreas {
            let first = start + area.offset.pages
            let pages = PageRange(start: first, end: first + area.size.pages)
            bars.append(
                Bar(
                    pages: pages, lane: tdmrLane + 1, kind: .area, label: "\(area.size)",
                    hint: "reserved \(pages) \(area.size)"))
        }
        for level in PAMTLevel.allCases where info.pamt(level).size > .zero {
            let first = PageFrame(containing: info.pamt(level).base)
            let pages = PageRange(start: first, end: first + info.pamt(level).size.pages)
            bars.append(
                Bar(
                    pages: pages, lane: tdmrLane + 2, kind: kind, label: "\(level.abbreviation) of \(index)",
                    hint: "PAMT_\(level.abbreviation) of TDMR \(index): \(pages) \(info.pamt(level).size)"))
        }
    }

    private mutating func addMemory(_ map: HostMemoryMap) {
        for (span, regions) in joined(map.memory.map { (pages: $0.pages, node: $0.node) }) {
            let region = MemoryRegion(pages: span.pages, node: span.node)
            bars.append(
                Bar(
                    pages: span.pages, lane: 0, kind: .memory(span.node), label: "node \(span.node)",
                    hint: regions == 1 ? "\(region) \(span.pages.size)" : "\(regions) regions in \(region)"))
        }
    }

    /// Adds the firmware's ranges, by type. Of thousands of entries those too close to be distinguished are joined.
    private mutating func addHoles(_ kept: KeptMemory) {
        let finest = kept.ranges.count > 4000 ? (rows.map(\.pages.count).max() ?? 0) / 2000 : 0
        var last: (pages: PageRange, type: FirmwareMemoryType)?
        for range in kept.ranges {
            let pages = PageRange(
                PageFrame(containing: range.first).rawValue, PageFrame(containing: range.last).rawValue + 1)
            // No CPU can address more.
            guard pages.start < .limit, rows.contains(where: { $0.pages.overlaps(pages) }) else { continue }
            if let before = last, before.type == range.type, pages.start < before.pages.end + finest {
                last?.pages.end = max(before.pages.end, pages.end)
                continue
            }
            if let last { add(hole: last.pages, last.type) }
            last = (pages, range.type)
        }
        if let last { add(hole: last.pages, last.type) }
    }

    private mutating func add(hole pages: PageRange, _ type: FirmwareMemoryType) {
        bars.append(
            Bar(pages: pages, lane: 1, kind: .hole, label: type.name, hint: "\(type.name): \(pages) \(pages.size)"))
    }

    /// Joins spans that are too close to be distinguished, and counts them. Spans of several nodes are joined only where together they are too short to be visible.
    private func joined(_ spans: [(pages: PageRange, node: NodeID)]) -> [(
        span: (pages: PageRange, node: NodeID), count: Int
    )] {
        let finest = spans.count > 4000 ? (rows.map(\.pages.count).max() ?? 0) / 2000 : 0
        var joined: [(span: (pages: PageRange, node: NodeID), count: Int)] = []
        for span in spans {
            if let last = joined.last?.span, span.pages.start < last.pages.end + finest,
                last.node == span.node || span.pages.end < last.pages.start + finest
            {
                joined[joined.count - 1].span.pages.end = span.pages.end
                joined[joined.count - 1].count += 1
            } else {
                joined.append((span, 1))
            }
        }
        return joined
    }

    /// More rows than this are replaced by `fewRows` of equal length, and one for memory below 4 GiB.
    private static let mostRows = 20
    private static let fewRows: UInt64 = 12

    /// Memory below 4 GiB, then a row for each contiguous part of one node; with too many of these, parts of equal length.
    private static func rows(_ map: HostMemoryMap) -> [(pages: PageRange, label: String)] {
        let border = PageFrame(4 * PageFrame.perGranule)
        var stretches: [(pages: PageRange, node: NodeID?)] = []
        for region in map.memory {
            for part in [
                region.pages.intersection(PageRange(0, border.rawValue)),
                region.pages.intersection(PageRange(start: border, end: .limit)),
            ]
            where !part.isEmpty {
                let range = PageRange(start: part.start.granuleFloor, end: part.end.granuleCeiling)
                if let last = stretches.last, (last.pages.start < border) == (part.start < border),
                    last.node == nil || last.node == region.node || range.start < last.pages.end,
                    range.start <= last.pages.end + 64 * PageFrame.perGranule
                {
                    stretches[stretches.count - 1].pages.end = max(last.pages.end, range.end)
                } else {
                    stretches.append((range, part.start < border ? nil : region.node))
                }
            }
        }
        if stretches.count > mostRows { stretches = equalLengths(stretches, border: border) }
        return stretches.map { ($0.pages, label($0.pages, $0.node)) }
    }

    /// The memory below `border`, and the parts of equal length above it that have memory.
    private static func equalLengths(_ stretches: [(pages: PageRange, node: NodeID?)], border: PageFrame) -> [(
        pages: PageRange, node: NodeID?
    )] {
        let high = stretches.filter { $0.pages.start >= border }
        guard let first = high.first, let last = high.last else { return Array(stretches.prefix(mostRows)) }
        let granules = (last.pages.end - first.pages.start) / PageFrame.perGranule
        let length = (granules / fewRows + 1) * PageFrame.perGranule
        var result = stretches.filter { $0.pages.start < border }
        var start = first.pages.start
        while start < last.pages.end {
            let range = PageRange(start: start, end: min(start + length, last.pages.end))
            if high.contains(where: { $0.pages.overlaps(range) }) { result.append((range, nil)) }
            start = range.end
        }
        return result
    }

    private static func label(_ range: PageRange, _ node: NodeID?) -> String {
        let name =
            node.map { "node \($0)" } ?? (range.start.rawValue < 4 * PageFrame.perGranule ? "below 4 GiB" : "memory")
        return
            "\(name)\n\(range.start.rawValue / PageFrame.perGranule) to \(range.end.rawValue / PageFrame.perGranule) GiB\n\(range.size)"
    }
}

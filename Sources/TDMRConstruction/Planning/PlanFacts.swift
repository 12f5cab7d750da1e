import Algorithms
public import PhysicalMemory
public import TDXModule

/// The effects of a plan's decisions: the areas that each TDMR needs, the memory that tables fill, and the node that most PAMT lies on.
public struct PlanFacts: Hashable, Sendable {
    /// A TDMR's areas.
    public struct TDMR: Hashable, Sendable {
        /// Areas that its memory needs before any table lies in it.
        public let areasDemanded: Int
        /// Areas in the plan: tables that fill fragments spare some, other tables may need some.
        public let areas: Int
    }

    /// Memory in a TDMR, between two holes or beside one, that tables fill to the last page.
    public struct FilledFragment: Hashable, Sendable {
        /// The memory.
        public let pages: PageRange
        /// The tables that lie in it, ascending.
        public let tables: [Table]
        /// Whether there is a hole at both ends, so that two areas become one. If not, the tables share the area of the one hole.
        public let joinsAreas: Bool
    }

    /// One PAMT table.
    public struct Table: Hashable, Sendable {
        /// The index of its TDMR.
        public let tdmr: Int
        /// Its level.
        public let level: PAMTLevel
    }

    /// One for each TDMR of the layout.
    public let tdmrs: [TDMR]
    /// Ranges of granules whose memory tables fill, so that no TDMR covers them. Empty when the plan withholds memory.
    public let filledGranules: [PageRange]
    /// The fragments that tables fill.
    public let filledFragments: [FilledFragment]
    /// The node that the PAMT of most granules lies on. Its write bandwidth may limit the start-up.
    public let busiestNode: NodeID

    /// - Complexity: O(*r* + *h* + *k* log *k*) for *r* runs, *h* ranges that must be reserved and *k* tables and withheld pieces.
    init(_ draft: PlanDraft, _ contents: [TDMRContents], _ map: AddressMap) {
        let demanded = PlanDraft(extents: draft.extents).contents(map)
        tdmrs = zip(demanded, contents).map { TDMR(areasDemanded: $0.areas.count, areas: $1.areas.count) }
        filledGranules = draft.withheld.isEmpty ? Self.granules(outside: draft.extents, map) : []
        filledFragments = Self.fragments(draft, map)
        let granules = draft.granulesByNode(map, homes: contents.map(\.home))
        // The last element counts the granules of no node.
        let busiest = granules.indices.dropLast().max { (granules[$0], $1) < (granules[$1], $0) }
        busiestNode = busiest.map { map.nodes[$0] } ?? NodeID(0)
    }

    /// Granules with usable memory that no TDMR covers.
    private static func granules(outside extents: [GranuleRange], _ map: AddressMap) -> [PageRange] {
        let stretches = PageRanges(map.slices().stretches.map { PageRange(map.pages(of: $0)) })
        return Array(stretches.subtracting(PageRanges(extents.map { PageRange(map.pages(of: $0)) })))
    }

    /// Runs inside TDMRs that tables fill, with a hole at one end or both.
    private static func fragments(_ draft: PlanDraft, _ map: AddressMap) -> [FilledFragment] {
        let tables = draft.tables.sorted { $0.span.start < $1.span.start }
        let extents = draft.pageExtents(map)
        return tables.chunked { $0.span.end == $1.span.start }.compactMap { block -> FilledFragment? in
            let pages = PageSpan(start: block[block.startIndex].span.start, end: block[block.endIndex - 1].span.end)
            let run = map.runs[map.index(ofRunEndingAbove: pages.start)]
            let owner = extents.partitioningIndex { $0.end > pages.start }
            guard run.span == pages, owner < extents.count, extents[owner].contains(pages) else { return nil }
            let holes = [map.mustReserve(page: pages.start - 1), map.mustReserve(page: pages.end)].count { $0 }
            guard holes > 0 else { return nil }
            return FilledFragment(
                pages: PageRange(pages), tables: block.map { Table(tdmr: $0.owner, level: $0.level) },
                joinsAreas: holes == 2)
        }
    }
}

extension AddressMap {
    /// Whether a page must be reserved where it lies in a TDMR.
    fileprivate func mustReserve(page: Int) -> Bool {
        let i = mustReserve.partitioningIndex { $0.end > page }
        return i < mustReserve.count && mustReserve[i].start <= page
    }
}

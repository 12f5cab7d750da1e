import PhysicalMemory
import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

/// The facts of a plan against a walk over all pages.
@Suite struct PlanFactsTests {
    /// A plan page by page.
    private struct Pages {
        let map: AddressMap
        let draft: PlanDraft

        var all: Range<Int> { 0..<((map.runs.last?.end ?? 0) / map.granulePages + 2) * map.granulePages }

        func isUsable(_ page: Int) -> Bool { map.runs.contains { $0.start <= page && page < $0.end } }
        func isHole(_ page: Int) -> Bool { map.mustReserve.contains { $0.start <= page && page < $0.end } }
        func isTable(_ page: Int) -> Bool { draft.tables.contains { $0.span.start <= page && page < $0.span.end } }
        func isWithheld(_ page: Int) -> Bool { draft.withheld.contains { $0.start <= page && page < $0.end } }

        func tdmr(_ page: Int) -> Int? {
            draft.extents.firstIndex {
                $0.start * map.granulePages <= page && page < $0.end * map.granulePages
            }
        }

        /// An area reaches from what must be reserved up to the next served page.
        func areas(_ extent: GranuleRange, withTables: Bool) -> Int {
            var areas = 0
            var isOpen = false
            for page in extent.start * map.granulePages..<extent.end * map.granulePages {
                if isHole(page) || withTables && (isTable(page) || isWithheld(page)) {
                    if !isOpen { areas += 1 }
                    isOpen = true
                } else if isUsable(page) {
                    isOpen = false
                }
            }
            return areas
        }

        var filledGranules: Set<Int> {
            Set(all.filter { isUsable($0) && tdmr($0) == nil }.map { $0 / map.granulePages })
        }

        var filledRuns: [PageSpan] {
            map.runs.map(\.span).filter { run in
                (run.start..<run.end).allSatisfy { isTable($0) && tdmr($0) == tdmr(run.start) }
                    && tdmr(run.start) != nil && (isHole(run.start - 1) || isHole(run.end))
            }
        }
    }

    @Test func `the facts of small machines are those of their pages`() throws {
        var (judged, filled, fragments) = (0, 0, 0)
        let machines = Thoroughness.cases(quick: 150, complete: 1500, thorough: 10_000)
        // As many more as it takes to see tables fill something.
        for (number, seed) in TestSeed.several(20 * machines).enumerated()
        where number < machines || filled <= 5 || fragments <= 5 {
            let machine = SmallMachine(seed: seed)
            let (problem, map) = (machine.problem, machine.problem.map)
            guard let draft = PlanSearch(problem: problem).run()?.draft else { continue }
            let facts = PlanFacts(draft, draft.contents(map), map)
            let pages = Pages(map: map, draft: draft)
            judged += 1
            for (extent, tdmr) in zip(draft.extents, facts.tdmrs) {
                #expect(tdmr.areasDemanded == pages.areas(extent, withTables: false), "seed \(seed)")
                #expect(tdmr.areas == pages.areas(extent, withTables: true), "seed \(seed)")
            }
            #expect(facts.tdmrs.count == draft.extents.count, "seed \(seed)")
            let granules = facts.filledGranules.flatMap { range in
                Int(range.start.rawValue) / map.granulePages..<Int(range.end.rawValue) / map.granulePages
            }
            #expect(granules == granules.sorted())
            if draft.withheld.isEmpty {
                #expect(Set(granules) == pages.filledGranules, "seed \(seed)")
            } else {
                #expect(granules.isEmpty, "seed \(seed)")
            }
            // Runs that touch may be filled by one block of tables, which is no fragment of its own.
            let spans = facts.filledFragments.map(\.pages)
            #expect(spans.allSatisfy { pages.filledRuns.map { PageRange($0) }.contains($0) }, "seed \(seed)")
            for fragment in facts.filledFragments {
                let ends = [Int(fragment.pages.start.rawValue) - 1, Int(fragment.pages.end.rawValue)]
                #expect(fragment.joinsAreas == ends.allSatisfy(pages.isHole), "seed \(seed)")
            }
            let alone = pages.filledRuns.filter { run in
                !draft.tables.contains { $0.span.end == run.start || $0.span.start == run.end }
            }
            #expect(alone.allSatisfy { spans.contains(PageRange($0)) }, "seed \(seed)")
            filled += granules.count
            fragments += spans.count
        }
        #expect(judged > 100 && filled > 5 && fragments > 5, "\(judged) \(filled) \(fragments)")
    }

    /// A debug build searches for seconds.
    @Test(.enabled(if: Thoroughness.isComplete)) func `a fragment filled by all tables is said to join two areas`()
        throws
    {
        // The tables of a TDMR of 2 GiB fill the upper fragment to the page.
        let regions = [(0x40000, 0x60000), (0x61000, 0x61805)].map {
            MemoryRegion(pages: PageRange(UInt64($0.0), UInt64($0.1)), node: NodeID(3))
        }
        let cmrs = regions.map { CMR($0.pages) }
        let planner = BestPlanner(objective: .areas, processors: 1)
        let input = ConstructionInput(regions: regions, cmrs: cmrs, limits: .standard)
        let facts = try #require(planner.plan(input).facts)
        #expect(facts.tdmrs == [PlanFacts.TDMR(areasDemanded: 2, areas: 1)])
        let fragment = try #require(facts.filledFragments.first)
        #expect(facts.filledFragments.count == 1 && fragment.pages == regions[1].pages)
        #expect(Set(fragment.tables.map(\.level)) == Set(PAMTLevel.allCases) && fragment.joinsAreas)
        #expect(facts.filledGranules.isEmpty && facts.busiestNode == NodeID(3))
    }
}

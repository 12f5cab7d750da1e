import PhysicalMemory
import SeededRandom
import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

/// Machines on which memory must be withheld.
@Suite struct WithholdingTests {
    private static let machines = Thoroughness.cases(quick: 20, complete: 2000, thorough: 20_000)

    @Test(.enabled(if: Thoroughness.isComplete)) func `a machine with room for one granule's tables has a plan`() {
        var tally = (plans: 0, impossible: 0)
        for seed in TestSeed.several(Self.machines) {
            let machine = HostileMachine(seed: seed)
            let problem = machine.problem
            let draft = WithholdingPlanner(problem: problem).plan()
            #expect((draft != nil) == Self.hasPlan(problem), "\(machine)")
            guard let draft else {
                tally.impossible += 1
                continue
            }
            tally.plans += 1
            guard let figures = draft.figures(problem) else {
                Issue.record("not a plan: \(machine)")
                continue
            }
            #expect(figures.servedPages > 0)
            for table in draft.tables {
                let run = problem.map.runs.first { $0.start <= table.span.start && table.span.end <= $0.end }
                #expect(
                    run != nil
                        && table.span.count
                            == problem.map.tablePages(table.level, granules: draft.extents[table.owner].count),
                    "\(machine)")
            }
            let spans = draft.tables.map(\.span).sorted { $0.start < $1.start }
            #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start }, "\(machine)")
        }
        #expect(tally.plans > 0 && tally.impossible > 0)
    }

    @Test func `extents out of joined stretches are disjoint, and no more and no larger than allowed`() {
        var joined = 0
        for seed in TestSeed.several(Self.machines) {
            let machine = HostileMachine(seed: seed)
            let (tdmrs, granules) = (1 + Int(seed % 5), 1 + Int(seed % 40))
            let slices = FragmentedSlices(machine.problem, maxGranules: granules)
            for weights in LossWeights.mixtures {
                func sets(intervals: Int) -> [[GranuleRange]] {
                    let scope = WithholdingCoverage.Scope(tdmrs: tdmrs, granules: granules, intervals: intervals)
                    let coverage = WithholdingCoverage(
                        machine.problem, slices: slices, weights: weights, scope: scope
                    ) { 3 * $0 }
                    return coverage.solve().map { coverage.extents($0).map(\.extent) }
                }
                let (rough, exact) = (sets(intervals: 4 * slices.count() / 3), sets(intervals: .max))
                if rough != exact { joined += 1 }
                for extents in rough + exact {
                    #expect(extents.count <= tdmrs, "\(machine)")
                    #expect(extents.allSatisfy { (1...granules).contains($0.count) }, "\(machine)")
                    #expect(zip(extents, extents.dropFirst()).allSatisfy { $0.end <= $1.start }, "\(machine)")
                }
            }
        }
        #expect(joined > 0)
    }

    /// 4096 stripes of 64 MiB on two nodes, without a hole, or so many stripes with the given runs behind them.
    private static func striped(maxTDMRs: Int, stripe: Int = 1 << 14, behind: [Int] = []) -> PlanningProblem {
        var runs: [AddressMap.Run] = []
        var position = 1 << 18
        for (i, pages) in ([Int](repeating: stripe, count: 4096) + behind).enumerated() {
            runs.append(AddressMap.Run(start: position, end: position + pages, node: i % 2))
            position += pages
        }
        let map = AddressMap(
            runs: runs,
            mustReserve: [PageSpan(start: 0, end: 1 << 18), PageSpan(start: position, end: AddressMap.pageLimit)],
            nodes: [NodeID(0), NodeID(1)], pamt: ModuleLimits.standard.pamtSizes())
        return PlanningProblem(map: map, maxTDMRs: maxTDMRs, maxAreas: 16)
    }

    @Test func `of equal places for TDMRs as many are taken as there may be`() throws {
        let problem = Self.striped(maxTDMRs: 5)
        let draft = try #require(WithholdingPlanner(problem: problem).plan())
        let figures = try #require(draft.figures(problem))
        // A run of 64 MiB holds the 4K table of 16 granules.
        #expect(draft.extents.map(\.count) == [16, 16, 16, 16, 16])
        #expect(figures.servedPages == 80 << 18)
    }

    @Test func `the one area may begin with the granule, so that its last page is served`() throws {
        // The 4K table fills the lower region, the other two begin the upper one: one area from the start of the granule on. Behind the upper region the granule is convertible.
        let regions = [(0x40000, 0x40400), (0x40500, 0x40600)].map {
            MemoryRegion(pages: PageRange(UInt64($0.0), UInt64($0.1)), node: NodeID(0))
        }
        let cmrs = [CMR(PageRange(0x40000, 0x80000))]
        let limits = ModuleLimits(maxReservedAreas: 1)
        let plan = BestPlanner().plan(ConstructionInput(regions: regions, cmrs: cmrs, limits: limits))
        let layout = try plan.outcome.get()
        #expect(layout.tdmrs.count == 1 && layout.tdmrs[0].info.reservedAreas.count == 1)
        #expect(layout.withheld.isEmpty)
    }

    @Test func `areas beyond those that cost time are allowed`() {
        var problem = Self.striped(maxTDMRs: 2)
        problem.maxAreas = 5000
        #expect(problem.mostGranules(within: 1 << 50, maxGranules: 7).count == 4097)
        let holes = (0..<3000).map { PageSpan(start: 2 * $0, end: 2 * $0 + 1) }
        problem.map = AddressMap(
            runs: problem.map.runs, mustReserve: holes, nodes: [NodeID(0), NodeID(1)],
            pamt: ModuleLimits.standard.pamtSizes())
        let most = problem.mostGranules(within: 1 << 50, maxGranules: 7)
        #expect(most.count == 5001 && most[5000] == most[4096] && most[5000] > 0)
    }

    @Test func `few long runs let few TDMRs be large`() throws {
        // Stripes hold tables of 4 granules, the long runs those of 20 and 10.
        var problem = Self.striped(maxTDMRs: 6, stripe: 1 << 12, behind: [20 << 10, 10 << 10])
        problem.objective = .memory
        let draft = try #require(WithholdingPlanner(problem: problem).plan())
        #expect(draft.figures(problem) != nil)
        #expect(draft.extents.map(\.count).sorted() == [4, 4, 4, 4, 10, 20])
    }

    /// Whether a granule can serve a page when the tables of one granule lie wherever they fit: all ways to lay them at the ends of runs and of what must be
    /// left for that page.
    private static func hasPlan(_ problem: PlanningProblem) -> Bool {
        let size = problem.map.granulePages
        let tables = PAMTLevel.allCases.map { problem.map.tablePages($0, granules: 1) }
        func fit(_ pieces: [Int], _ tables: ArraySlice<Int>) -> Bool {
            guard let pages = tables.first else { return true }
            return pieces.indices.contains { i in
                guard pieces[i] >= pages else { return false }
                var left = pieces
                left[i] -= pages
                return fit(left, tables.dropFirst())
            }
        }
        let runs = problem.map.runs
        guard problem.maxAreas < 2 else {
            return runs.reduce(0) { $0 + $1.count } > tables.reduce(0, +)
                && fit(runs.map(\.count).sorted(by: >).prefix(3).map { $0 }, tables[...])
        }
        // What the tables must leave alone, in each granule.
        for granule in Set(
            runs.flatMap {
                [$0.start / size, ($0.end - 1) / size] + ($0.start / size...($0.end - 1) / size).map { $0 }
            }
        ).sorted() {
            let whole = PageSpan(start: granule * size, end: (granule + 1) * size)
            let memory = runs.map { PageSpan(start: max($0.start, whole.start), end: min($0.end, whole.end)) }.filter {
                $0.count > 0
            }
            let holes = problem.map.mustReserve.filter { $0.start < whole.end && whole.start < $0.end }
            var kept: [PageSpan] = []
            if problem.maxAreas == 0 {
                if holes.isEmpty { kept = [whole] }
            } else {
                if let page = memory.first?.start, holes.first.map({ page < $0.start }) ?? true {
                    kept.append(PageSpan(start: page, end: page + 1))
                }
                if let end = memory.last?.end, holes.last.map({ $0.end <= end - 1 }) ?? true {
                    kept.append(PageSpan(start: end - 1, end: end))
                }
            }
            for kept in kept {
                let pieces = runs.flatMap {
                    [min($0.end, kept.start) - $0.start, $0.end - max($0.start, kept.end)].map { max(0, $0) }
                }
                let apart = runs.enumerated().flatMap { i, run in
                    run.start < kept.end && kept.start < run.end ? [pieces[2 * i], pieces[2 * i + 1]] : [run.count]
                }
                if fit(apart.sorted(by: >).prefix(4).map { $0 }, tables[...]) { return true }
            }
        }
        return false
    }
}

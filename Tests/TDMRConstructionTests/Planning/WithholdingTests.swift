import PhysicalMemory
import SeededRandom
import TDXModule
import Testing

@testable import TDMRConstruction

/// Machines on which memory must be withheld.
@Suite struct WithholdingTests {
    private static let machines: UInt64 = ExactPlannerTests.wanted * 5

    @Test func `a machine with room for one granule's tables has a plan`() {
        var tally = (plans: 0, impossible: 0)
        for seed in 0..<Self.machines {
            let machine = HostileMachine(seed: seed)
            let problem = machine.problem
            let draft = WithholdingPlanner(problem: problem, objective: PlanObjective.allCases[Int(seed % 4)]).plan()
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
                let run = problem.terrain.runs.first { $0.start <= table.span.start && table.span.end <= $0.end }
                #expect(run != nil && table.span.count == problem.scale.tablePages(table.level, granules: draft.extents[table.owner].count), "\(machine)")
            }
            let spans = draft.tables.map(\.span).sorted { $0.start < $1.start }
            #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start }, "\(machine)")
            if figures.withheldPages > 0 {
                #expect(WithholdingBounds.withheldAndMainTables(problem) <= figures.withheldPages + figures.mainTablePages, "\(machine)")
            }
        }
        #expect(tally.plans > 0 && tally.impossible > 0)
    }

    /// Whether a granule can serve a page when the tables of one granule lie wherever they fit: all ways to lay them at the ends of runs and of what must be
    /// left for that page.
    private static func hasPlan(_ problem: PlanningProblem) -> Bool {
        let size = problem.scale.pagesPerGranule
        let tables = PAMTLevel.allCases.map { problem.scale.tablePages($0, granules: 1) }
        func fit(_ pieces: [Int], _ tables: ArraySlice<Int>) -> Bool {
            guard let pages = tables.first else { return true }
            return pieces.indices.contains { i in
                guard pieces[i] >= pages else { return false }
                var left = pieces
                left[i] -= pages
                return fit(left, tables.dropFirst())
            }
        }
        let runs = problem.terrain.runs
        guard problem.maxAreas < 2 else {
            return runs.reduce(0) { $0 + $1.count } > tables.reduce(0, +) && fit(runs.map(\.count).sorted(by: >).prefix(3).map { $0 }, tables[...])
        }
        // What the tables must leave alone, in each granule.
        for granule in Set(runs.flatMap { [$0.start / size, ($0.end - 1) / size] + ($0.start / size...($0.end - 1) / size).map { $0 } }).sorted() {
            let whole = PageSpan(start: granule * size, end: (granule + 1) * size)
            let memory = runs.map { PageSpan(start: max($0.start, whole.start), end: min($0.end, whole.end)) }.filter { $0.count > 0 }
            let holes = problem.terrain.holes.filter { $0.start < whole.end && whole.start < $0.end }
            var kept: [PageSpan] = []
            if problem.maxAreas == 0 {
                if holes.isEmpty { kept = [whole] }
            } else {
                if let page = memory.first?.start, holes.first.map({ page < $0.start }) ?? true { kept.append(PageSpan(start: page, end: page + 1)) }
                if let end = memory.last?.end, holes.last.map({ $0.end <= end - 1 }) ?? true { kept.append(PageSpan(start: end - 1, end: end)) }
            }
            for kept in kept {
                let pieces = runs.flatMap { [min($0.end, kept.start) - $0.start, $0.end - max($0.start, kept.end)].map { max(0, $0) } }
                let apart = runs.enumerated().flatMap { i, run in
                    run.start < kept.end && kept.start < run.end ? [pieces[2 * i], pieces[2 * i + 1]] : [run.count]
                }
                if fit(apart.sorted(by: >).prefix(4).map { $0 }, tables[...]) { return true }
            }
        }
        return false
    }
}

import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

/// Drafts of small machines against a walk over their pages.
@Suite struct PlanDraftTests {
    private static let machines = Thoroughness.cases(quick: 80, complete: 1000, thorough: 10_000)

    /// Plans as the search hands them over, and others that are made worse.
    private static func forEachDraft(_ body: (SmallMachine, PlanDraft) -> Void) -> Int {
        var drafts = 0
        for seed in TestSeed.several(machines) {
            let machine = SmallMachine(seed: seed)
            guard let draft = PlanSearch(problem: machine.problem, isThorough: false).run()?.draft else { continue }
            body(machine, draft)
            drafts += 1
        }
        return drafts
    }

    @Test func `the figures are those of the pages`() throws {
        var withholding = 0
        let drafts = Self.forEachDraft { machine, draft in
            let (problem, map) = (machine.problem, machine.problem.map)
            guard let figures = draft.figures(problem) else {
                Issue.record("not a plan: \(machine)")
                return
            }
            func has(_ spans: [PageSpan], _ page: Int) -> Bool { spans.contains { $0.start <= page && page < $0.end } }
            let tables = draft.tables.map(\.span)
            var expected = PlanFigures()
            expected.tdmrs = draft.extents.count
            var times: [Int] = []
            var homes: [Int?] = []
            for extent in draft.extents {
                var (areas, isOpen) = (0, false)
                var served: [Int: Int] = [:]
                for page in extent.start * map.granulePages..<extent.end * map.granulePages {
                    if has(map.mustReserve, page) || has(tables, page) || has(draft.withheld, page) {
                        if !isOpen { areas += 1 }
                        isOpen = true
                    } else if let run = map.runs.first(where: { $0.start <= page && page < $0.end }) {
                        served[run.node, default: 0] += 1
                        isOpen = false
                    }
                }
                expected.areas += areas
                expected.mostAreas = max(expected.mostAreas, areas)
                expected.granules += extent.count
                expected.servedPages += served.values.reduce(0, +)
                let most = served.values.max()
                homes.append(served.filter { $0.value == most }.keys.min())
                times.append(problem.initTime(granules: extent.count, areas: areas))
                for granule in extent.start..<extent.end {
                    let pages = granule * map.granulePages..<(granule + 1) * map.granulePages
                    if !pages.contains(where: { has(map.runs.map(\.span), $0) }) { expected.bridgedGranules += 1 }
                }
            }
            expected.serialTime = times.reduce(0, +)
            expected.longestTime = times.max() ?? 0
            expected.withheldPages = draft.withheld.reduce(0) { $0 + $1.count }
            expected.pamtPages = tables.reduce(0) { $0 + $1.count }
            expected.mainTablePages = draft.tables.reduce(0) { $0 + ($1.level == .page1G ? 0 : $1.span.count) }
            for table in draft.tables {
                let node = map.runs.first { $0.start <= table.span.start && table.span.end <= $0.end }?.node
                if let home = homes[table.owner], home != node { expected.offNodePages += table.span.count }
            }
            // A PAMT is written where its first table lies, or at home where it has none.
            var written: [Int?: Int] = [:]
            for (owner, extent) in draft.extents.enumerated() {
                let first = draft.tables.filter { $0.owner == owner }.min { $0.level.rawValue < $1.level.rawValue }
                let node = first.map { table in
                    map.runs.first { $0.start <= table.span.start && table.span.start < $0.end }?.node
                }
                written[node ?? homes[owner], default: 0] += extent.count
            }
            expected.floorTime = problem.writeFloor(granules: written.values.max() ?? 0)
            expected.time = max(
                expected.longestTime, expected.floorTime,
                (expected.serialTime + problem.processors - 1) / problem.processors)
            #expect(figures == expected, "\(machine) \(draft)")
            if expected.withheldPages > 0 { withholding += 1 }
        }
        #expect(drafts > Self.machines / 2 && withholding > 2, "\(drafts) \(withholding)")
    }

    @Test func `what is wrong with a draft is found`() {
        var judged = [0, 0, 0, 0, 0]
        let drafts = Self.forEachDraft { machine, draft in
            let (problem, map) = (machine.problem, machine.problem.map)
            #expect(draft.fault(problem) == nil, "\(machine)")
            guard let table = draft.tables.first else { return }
            var changed = draft
            changed.tables.removeFirst()
            #expect(changed.fault(problem)?.contains("has not its one table") == true, "\(machine)")
            judged[0] += 1
            changed = draft
            changed.tables.append(table)
            #expect(changed.fault(problem) != nil, "\(machine)")
            judged[1] += 1
            // Off the end of the last run, and so of all memory.
            changed = draft
            let end = map.runs.last?.end ?? 0
            changed.tables[0].span = PageSpan(start: end - table.span.count + 1, end: end + 1)
            #expect(changed.fault(problem) != nil, "\(machine)")
            judged[2] += 1
            changed = draft
            changed.withheld = [PageSpan(start: table.span.start, end: table.span.start + 1)]
            #expect(changed.fault(problem)?.contains("taken twice") == true, "\(machine)")
            judged[3] += 1
            guard draft.extents.count > 1 else { return }
            changed = draft
            changed.extents[1].start = changed.extents[0].start
            #expect(changed.fault(problem)?.contains("overlap") == true, "\(machine)")
            judged[4] += 1
        }
        #expect(drafts > 30 && judged.allSatisfy { $0 > 5 }, "\(judged)")
    }

    @Test func `what lies in no TDMR and no table is withheld, page by page`() {
        var withheld = 0
        let drafts = Self.forEachDraft { machine, draft in
            let map = machine.problem.map
            var changed = draft
            changed.withheld = []
            changed.extents.removeLast()
            changed.tables.removeAll { $0.owner == changed.extents.count }
            changed.withholdUncovered(map)
            let expected = map.runs.flatMap { $0.start..<$0.end }.filter { page in
                !changed.extents.contains { $0.contains(page / map.granulePages) }
                    && !changed.tables.contains { $0.span.start <= page && page < $0.span.end }
            }
            #expect(changed.withheld.flatMap { $0.start..<$0.end } == expected, "\(machine)")
            #expect(changed.withheld.allSatisfy { $0.count > 0 }, "\(machine)")
            withheld += expected.count
            // Nothing is left to be withheld.
            let before = changed.withheld
            changed.withheld = []
            changed.withholdUncovered(map)
            #expect(changed.withheld == before, "\(machine)")
        }
        #expect(drafts > 30 && withheld > 50)
    }
}

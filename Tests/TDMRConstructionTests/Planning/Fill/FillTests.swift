import PhysicalMemory
import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

/// What tables are to fill, and whether they do, page by page on small machines.
@Suite struct FillTests {
    private static func usable(_ map: AddressMap, _ span: PageSpan) -> Set<Int> {
        Set(map.runs.flatMap { max($0.start, span.start)..<max(max($0.start, span.start), min($0.end, span.end)) })
    }

    @Test func `a target has all memory of its granules, or what parts two areas of one granule`() {
        var (granules, fragments) = (0, 0)
        for seed in TestSeed.several(Thoroughness.cases(quick: 500, thorough: 10_000)) {
            let machine = SmallMachine(seed: seed)
            let (problem, map) = (machine.problem, machine.problem.map)
            let choices = FillTarget.choices(problem, slices: map.slices())
            for target in choices.sets.joined() where target.isGranule {
                let pages = Set(target.pieces.flatMap { $0.span.start..<$0.span.end })
                let touched = Set(pages.map { $0 / map.granulePages })
                let all = touched.reduce(into: Set<Int>()) {
                    $0.formUnion(Self.usable(map, map.pages(of: GranuleRange(start: $1, count: 1))))
                }
                #expect(pages == all && target.pages == all.count, "\(machine) \(target)")
                for piece in target.pieces {
                    #expect(piece.continuesBelow == (piece.run.start < piece.span.start), "\(machine) \(target)")
                    #expect(piece.continuesAbove == (piece.run.end > piece.span.end), "\(machine) \(target)")
                }
                granules += 1
            }
            for fragment in choices.fragments.first ?? [] {
                let first = fragment.pieces[0].span.start
                let granule = map.pages(of: GranuleRange(start: first / map.granulePages, count: 1))
                let before = AreaSweep.contents(map, extents: [granule], tables: [])[0].areas.count
                let after = AreaSweep.contents(map, extents: [granule], tables: fragment.pieces.map(\.span))[0].areas
                    .count
                #expect(after == before - 1, "\(machine) \(fragment)")
                fragments += 1
            }
        }
        #expect(granules > 50 && fragments > 20, "\(granules) \(fragments)")
    }

    @Test func `tables that fill lie apart in single runs and leave no page of what they fill`() {
        var (filled, refused) = (0, 0)
        for seed in TestSeed.several(Thoroughness.cases(quick: 500, thorough: 10_000)) {
            let machine = SmallMachine(seed: seed)
            let (problem, map) = (machine.problem, machine.problem.map)
            var maker = MachineMaker(seed: seed)
            let choices = FillTarget.choices(problem, slices: map.slices())
            let targets = maker.one(of: choices.sets + choices.fragments)
            guard !targets.isEmpty else { continue }
            let homes = (0..<3).map { _ in maker.chance(20) ? nil : maker.pick(0...map.nodes.count - 1) }
            let tables = WantedTable.longestFirst(
                (0..<maker.pick(1...8)).map { _ in
                    WantedTable(
                        owner: maker.pick(0...2), level: maker.one(of: PAMTLevel.allCases), pages: maker.pick(1...6))
                })
            let staysHome = maker.chance(50)
            let withGranule = targets.contains { $0.isGranule }
            let fill = TableFill(
                targets, tables: tables, homes: homes, staysHome: staysHome, triesOrders: maker.chance(50))
            guard let fill else {
                #expect(withGranule, "\(machine)")
                refused += 1
                continue
            }
            #expect(
                (fill.placed.map(\.span.count) + fill.left.map(\.pages)).sorted() == tables.map(\.pages).sorted(),
                "\(machine)")
            let spans = fill.placed.map(\.span).sorted { $0.start < $1.start }
            #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start }, "\(machine) \(spans)")
            for table in fill.placed {
                let run = map.runs[map.index(ofRunEndingAbove: table.span.start)]
                #expect(run.span.contains(table.span), "\(machine) \(table)")
                if staysHome { #expect(homes[table.owner] == run.node, "\(machine) \(table)") }
            }
            let taken = Set(spans.flatMap { $0.start..<$0.end })
            for target in targets {
                let pages = target.pieces.flatMap { $0.span.start..<$0.span.end }
                let share = pages.count { taken.contains($0) }
                // A fragment is filled or left alone, unless it lies in a granule that is filled.
                #expect(
                    share == pages.count || !target.isGranule && (share == 0 || withGranule),
                    "\(machine) \(target)")
                if share == pages.count { filled += 1 }
            }
        }
        #expect(filled > 20 && refused > 10, "\(filled) \(refused)")
    }

    @Test func `where areas come first one set takes granules of all nodes alike`() throws {
        // Tables of 2 TiB fill seven granules, less the tables of these.
        let regions = (0..<4 as Range<UInt64>).map {
            MemoryRegion(pages: PageRange($0 << 27, ($0 + 1) << 27), node: NodeID(UInt32($0)))
        }
        let input = ConstructionInput(regions: regions, cmrs: regions.map { CMR($0.pages) }, limits: .standard)
        for objective in PlanObjective.allCases {
            let problem = PlanningProblem.make(input, objective: objective, processors: 64).problem
            let sets = FillTarget.granuleSets(problem, slices: problem.map.slices())
            let granules = sets.map { targets in
                targets.flatMap(\.pieces).reduce(into: [0, 0, 0, 0]) {
                    $0[$1.node] += $1.span.count / problem.map.granulePages
                }
            }
            let even = granules.filter { $0.allSatisfy { $0 > 0 } && $0.reduce(0, +) == 7 }
            #expect(even.isEmpty == (objective != .areas), "\(objective): \(granules)")
            #expect(even.allSatisfy { $0.max() == 2 }, "\(granules)")
        }
    }

    @Test func `TDMRs that are cut cover what they did, and their tables fill what they were cut for`() {
        var (cut, filled) = (0, 0)
        for seed in TestSeed.several(Thoroughness.cases(quick: 500, thorough: 10_000)) {
            let machine = SmallMachine(seed: seed)
            let map = machine.problem.map
            var maker = MachineMaker(seed: seed)
            let extents = [GranuleRange(start: 0, count: machine.granules)]
            let targets = maker.one(of: FillTarget.choices(machine.problem, slices: map.slices()).sets)
            let existing = maker.one(of: TailoredCuts.Existing.allCases)
            guard let cuts = TailoredCuts(targets, extents, map, existing: existing, isExact: maker.chance(50)) else {
                continue
            }
            #expect(cuts.extents.count > 1 || existing == .over, "\(machine)")
            #expect(cuts.extents.flatMap { $0.start..<$0.end } == Array(0..<machine.granules), "\(machine)")
            #expect(cuts.extents.allSatisfy { $0.count > 0 }, "\(machine)")
            cut += 1
            guard let placed = cuts.placed else { continue }
            let spans = placed.map(\.span).sorted { $0.start < $1.start }
            #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start }, "\(machine) \(spans)")
            #expect(Set(placed.map { [$0.owner, Int($0.level.rawValue)] }).count == placed.count, "\(machine)")
            for table in placed {
                let run = map.runs[map.index(ofRunEndingAbove: table.span.start)]
                #expect(run.span.contains(table.span), "\(machine) \(table)")
                let pages = map.tablePages(table.level, granules: cuts.extents[table.owner].count)
                #expect(table.span.count == pages, "\(machine) \(table)")
            }
            let taken = Set(spans.flatMap { $0.start..<$0.end })
            for piece in targets.flatMap(\.pieces) {
                #expect((piece.span.start..<piece.span.end).allSatisfy(taken.contains), "\(machine) \(piece)")
            }
            filled += 1
        }
        #expect(cut > 10 && filled > 5, "\(cut) \(filled)")
    }
}

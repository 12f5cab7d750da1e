import PhysicalMemory
import SeededRandom
import TDXModule
import Testing

@testable import TDMRConstruction

/// Bounds that count TDMRs, against trying every way to cut a few granules.
@Suite struct CountingBoundTests {
    /// A few granules, some with holes, some without memory between them.
    private struct Strip {
        var problem: PlanningProblem
        /// A cell for each granule, and the same with plain neighbours joined.
        var granules: [GranuleCell] = []
        var cells: [GranuleCell] = []

        init(_ random: inout SeededRandom) {
            func pick(_ range: ClosedRange<Int>) -> Int { Int(random.number(in: UInt64(range.lowerBound)...UInt64(range.upperBound))) }
            let summaries = [
                StretchSummary.mandatory + .served, .served + .mandatory, .mandatory + .served + .mandatory, .served + .mandatory + .served,
            ]
            var start = pick(0...2)
            for _ in 0..<pick(1...9) {
                let isPlain = pick(0...2) > 0
                var gap = StretchSummary.neutral
                if pick(0...3) == 0 {
                    start += pick(1...2)
                    gap = pick(0...1) == 0 ? .mandatory : .neutral
                }
                granules.append(
                    GranuleCell(
                        start: start, count: 1, summary: isPlain ? .served : summaries[pick(0...3)], usablePages: 8, node: NodeID(0), gap: gap))
                start += 1
            }
            for granule in granules {
                if let last = cells.last, last.isPlain, granule.isPlain, last.end == granule.start {
                    cells[cells.count - 1].count += 1
                    cells[cells.count - 1].usablePages += 8
                } else {
                    cells.append(granule)
                }
            }
            problem = PlanningProblem(
                scale: PlanningScale(pagesPerGranule: 8, bytes4K: 4096, bytes2M: 0, bytes1G: 0), terrain: Terrain(runs: [], holes: []),
                maxTDMRs: 64, maxAreas: pick(1...4))
        }

        /// The fewest TDMRs over all but `skips` granules; `Int.max` when there is no way.
        /// - Parameter sum: what their times may add up to; only plain granules are left out then.
        func fewest(time: Int, skips: Int, mostGap: Int, sum: Int? = nil) -> Int {
            var best = Int.max
            func cover(from i: Int, skips: Int, count: Int, spent: Int) {
                guard count < best, spent <= sum ?? .max else { return }
                guard i < granules.count else {
                    best = count
                    return
                }
                if skips > 0, sum == nil || granules[i].isPlain { cover(from: i + 1, skips: skips - 1, count: count, spent: spent) }
                var summary = StretchSummary.neutral
                for j in i..<granules.count {
                    if j > i, granules[j].start - granules[j - 1].end > mostGap { break }
                    summary = j == i ? granules[j].summary : summary + granules[j].gap + granules[j].summary
                    let own = problem.initTime(granules: granules[j].end - granules[i].start, areas: summary.groups)
                    guard summary.groups <= problem.maxAreas, own <= time else { break }
                    cover(from: j + 1, skips: skips, count: count + 1, spent: spent + own)
                }
            }
            cover(from: 0, skips: skips, count: 0, spent: 0)
            return best
        }
    }

    @Test func `TDMRs that leave granules out are counted exactly`() {
        for seed in 0..<UInt64(400) {
            var random = SeededRandom(seed: seed)
            let strip = Strip(&random)
            let time = strip.problem.initTime(granules: Int(random.number(in: 1...6)), areas: Int(random.number(in: 0...3)))
            let skips = Int(random.number(in: 0...3))
            let mostGap = Int(random.number(in: 0...2))
            let expected = strip.fewest(time: time, skips: skips, mostGap: mostGap)
            let counter = SkippingCount(strip.problem, cells: strip.cells, time: time, mostGap: mostGap, keepsNodes: false)
            for tdmrs in 0...10 {
                #expect(counter.suffices(tdmrs: tdmrs, skipping: skips) == (expected <= tdmrs), "seed \(seed), \(tdmrs) TDMRs, \(expected) are needed")
            }
        }
    }

    @Test func `TDMRs whose times add up are never counted too many, and seldom too few`() {
        var exact = 0
        var machines = 0
        for seed in 0..<UInt64(2000) {
            var random = SeededRandom(seed: seed &+ 10_000)
            let strip = Strip(&random)
            let time = strip.problem.initTime(granules: Int(random.number(in: 2...6)), areas: Int(random.number(in: 0...2)))
            let least = strip.granules.reduce(0) { $0 + strip.problem.initTime(granules: 1, areas: $1.summary.groups) }
            let sum = least + strip.problem.initTime(granules: 1, areas: 1) * Int(random.number(in: 0...8)) / 20
            let skips = Int(random.number(in: 0...2))
            let expected = strip.fewest(time: time, skips: skips, mostGap: .max, sum: sum)
            guard expected < .max else { continue }
            machines += 1
            let found = SummedCount(strip.problem, cells: strip.cells, time: time, sum: sum).fewest(skipping: skips, below: 20)
            #expect(found <= expected, "seed \(seed): \(skips) left out, time \(time), sum \(sum), areas \(strip.problem.maxAreas) \(strip.cells.map { ($0.start, $0.count, $0.summary.groups, $0.summary.startsMandatory, $0.summary.endsMandatory, $0.gap.groups) })")
            exact += found == expected ? 1 : 0
        }
        #expect(machines > 300 && exact * 10 > machines * 7, "\(exact) of \(machines)")
    }

    @Test func `where too many granules could be filled nothing is claimed of the plan at hand`() throws {
        // Each of 14 granules ends with a hole: more than are looked at in all ways.
        let granules = 0..<14
        let problem = PlanningProblem(
            scale: PlanningScale(pagesPerGranule: 64, bytes4K: 4096, bytes2M: 0, bytes1G: 0),
            terrain: Terrain(
                runs: granules.map { Terrain.Run(start: $0 * 64, end: $0 * 64 + 60, node: NodeID(0)) },
                holes: granules.map { Terrain.Hole(start: $0 * 64 + 60, end: $0 == 13 ? Terrain.top : $0 * 64 + 64) }),
            maxTDMRs: 64, maxAreas: 16, processors: 2)
        let plan = try #require(ScalablePlanner(problem: problem, objective: .default).plan()?.figures(problem))
        var wasteful = plan
        wasteful.tdmrs = 60
        wasteful.time *= 4
        #expect(LowerBounds.bounds(problem, objective: .default, figures: wasteful).tdmrs <= plan.tdmrs)
    }

    /// Pieces that some TDMRs over a few granules may be able to fill, or just not.
    private static func cuts(_ random: inout SeededRandom) -> FewestCuts {
        func pick(_ range: ClosedRange<Int>) -> Int { Int(random.number(in: UInt64(range.lowerBound)...UInt64(range.upperBound))) }
        let scale = PlanningScale(pagesPerGranule: 64, bytes4K: 4096 * pick(4...9), bytes2M: 4096 * pick(1...2), bytes1G: [1024, 2048][pick(0...1)])
        let stretches = (0..<pick(1...2)).map { _ in pick(1...5) }
        let pieces = (0..<pick(1...2)).map { _ in
            scale.bytes4K / 4096 * pick(0...4) + scale.bytes2M / 4096 * pick(0...4) + pick(0...2)
        }
        return FewestCuts(scale: scale, stretches: stretches, pieces: pieces.filter { $0 > 0 })
    }

    /// All ways to cut the stretches.
    private static func partitions(_ stretches: [Int]) -> [[[Int]]] {
        func parts(_ granules: Int) -> [[Int]] {
            granules == 0 ? [[]] : (1...granules).flatMap { first in parts(granules - first).map { [first] + $0 } }
        }
        return stretches.reduce([[]]) { ways, stretch in ways.flatMap { way in parts(stretch).map { way + [$0] } } }
    }

    @Test func `pages of 1G tables are called too few only where no cuts have them`() {
        var ruledOut = 0
        for seed in 0..<UInt64(300) {
            var random = SeededRandom(seed: seed &+ 20_000)
            let cuts = Self.cuts(&random)
            var fewest = Int.max
            for way in Self.partitions(cuts.stretches) where way.joined().count <= 8 && cuts.canFill(way.flatMap { $0 }) == true {
                fewest = min(fewest, way.joined().reduce(0) { $0 + cuts.scale.tablePages(.page1G, granules: $1) })
            }
            var budget = 1_000_000
            for pages in 1...9 where WastedGranules.areTooMany(cuts, pages: pages, budget: &budget) {
                #expect(pages < fewest, "seed \(seed): \(cuts)")
                if pages >= cuts.stretches.reduce(0, { $0 + cuts.scale.tablePages(.page1G, granules: $1) }) { ruledOut += 1 }
            }
        }
        // Otherwise nothing but the stretches' own pages were ruled out.
        #expect(ruledOut > 20, "\(ruledOut)")
    }

    @Test func `few cuts have the fewest pages and then the smallest largest TDMR`() {
        var found = 0
        for seed in 0..<UInt64(300) {
            var random = SeededRandom(seed: seed &+ 30_000)
            let cuts = Self.cuts(&random)
            for count in 0...2 {
                let ways = Self.partitions(cuts.stretches).map { $0.flatMap { $0 } }
                    .filter { $0.count == cuts.stretches.count + count && cuts.canFill($0) == true }
                let best = ways.map { way in (way.reduce(0) { $0 + cuts.scale.tablePages(.page1G, granules: $1) }, way.max() ?? 0) }.min { $0 < $1 }
                let answer = cuts.best(cuts: count)
                #expect(answer.map(\.pages1G) == best?.0 && answer.map(\.longest) == best?.1, "seed \(seed), \(count) cuts: \(cuts)")
                found += answer == nil ? 0 : 1
            }
        }
        #expect(found > 100, "\(found)")
    }

    @Test func `sizes made to fit fill the pieces with fewer pages`() {
        var found = 0
        for seed in 0..<UInt64(400) {
            var random = SeededRandom(seed: seed &+ 40_000)
            let cuts = Self.cuts(&random)
            guard let sizes = FittedCuts.sizes(cuts, fewerPagesThan: 20) else { continue }
            found += 1
            #expect(sizes.map { $0.reduce(0, +) } == cuts.stretches, "seed \(seed)")
            #expect(cuts.canFill(sizes.flatMap { $0 }) == true, "seed \(seed)")
            let pages = sizes.joined().reduce(0) { $0 + cuts.scale.tablePages(.page1G, granules: $1) }
            #expect(FittedCuts.sizes(cuts, fewerPagesThan: pages) == nil, "seed \(seed)")
        }
        #expect(found > 40, "\(found)")
    }
}

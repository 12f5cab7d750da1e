import PhysicalMemory
import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

/// `LargestTDMRs` and `CoverProgram` against trying every cut.
@Suite struct CoverTests {
    /// Slices of single granules, some plain, with gaps between.
    private struct Slices: CustomStringConvertible {
        let seed: UInt64
        var slices: [GranuleSlice] = []
        let mostGranules: [Int]
        let mostGap: Int

        init(seed: UInt64) {
            self.seed = seed
            var maker = MachineMaker(seed: seed)
            func pick(_ range: ClosedRange<Int>) -> Int { maker.pick(range) }
            func part() -> AreaCount { [AreaCount.served, .reserved, .neutral][pick(0...2)] }
            var granule = 0
            for _ in 0..<pick(1...7) {
                let gap = pick(0...3) == 0 ? pick(1...3) : 0
                granule += gap
                let areas = pick(0...1) == 0 ? AreaCount.served : part() + .served + part() + part()
                slices.append(
                    GranuleSlice(
                        start: granule, count: 1, areas: areas, usablePages: 1, node: 0,
                        gap: gap > 0 && pick(0...1) == 0 ? .reserved : .neutral))
                granule += 1
            }
            let most = pick(1...6)
            mostGranules = (0...pick(0...3)).map { max(0, most - $0) }
            mostGap = [0, 1, .max][pick(0...2)]
        }

        var description: String { "seed \(seed): \(slices) mostGranules \(mostGranules) gap \(mostGap)" }

        /// The fewest TDMRs over slices from `first` on; nil when there is no coverage.
        func fewest(from first: Int = 0) -> Int? {
            guard first < slices.count else { return 0 }
            var areas = AreaCount.neutral
            var best: Int?
            for last in first..<slices.count {
                if last > first, slices[last].start - slices[last - 1].end > mostGap { break }
                areas += last == first ? slices[last].areas : slices[last].gap + slices[last].areas
                guard areas.areas < mostGranules.count,
                    slices[last].end - slices[first].start <= mostGranules[areas.areas]
                else {
                    continue
                }
                if let rest = fewest(from: last + 1) { best = min(best ?? .max, rest + 1) }
            }
            return best
        }
    }

    @Test func `no coverage has fewer TDMRs than the largest`() {
        var possible = 0
        for seed in TestSeed.several(3000) {
            let machine = Slices(seed: seed)
            let found = LargestTDMRs(slices: machine.slices, mostGap: machine.mostGap).extents(
                mostGranules: machine.mostGranules, most: .max)
            #expect(found?.count == machine.fewest(), "\(machine)")
            if found != nil { possible += 1 }
        }
        #expect(possible > 500)
    }

    @Test func `sizes between those used and those given give the same TDMRs`() {
        var different = 0
        for seed in TestSeed.several(3000) {
            var machine = Slices(seed: seed)
            var maker = MachineMaker(seed: seed ^ 0x5eed)
            func pick(_ range: ClosedRange<Int>) -> Int { maker.pick(range) }
            // Longer plain slices, on several nodes.
            var shift = 0
            for i in machine.slices.indices {
                machine.slices[i].start += shift
                machine.slices[i].node = pick(0...3) == 0 ? nil : pick(0...1)
                guard machine.slices[i].isPlain else { continue }
                let more = pick(0...9)
                machine.slices[i].count += more
                machine.slices[i].usablePages += more
                shift += more
            }
            let walk = LargestTDMRs(
                slices: machine.slices, mostGap: machine.mostGap, keepsNodes: pick(0...1) == 0,
                keepsArea: pick(0...1) == 0)
            guard let given = walk.coverage(mostGranules: machine.mostGranules, most: .max) else { continue }
            var mostGranules = machine.mostGranules
            for areas in mostGranules.indices.reversed() {
                let least = max(given.used[areas], areas + 1 < mostGranules.count ? mostGranules[areas + 1] : 0)
                mostGranules[areas] = pick(least...machine.mostGranules[areas])
            }
            #expect(
                walk.extents(mostGranules: mostGranules, most: .max) == given.extents,
                "\(machine), \(walk), mostGranules \(mostGranules)")
            if mostGranules != machine.mostGranules { different += 1 }
        }
        #expect(different > 300)
    }

    @Test func `the program finds the coverage of least cost`() {
        var possible = 0
        for seed in TestSeed.several(2000) {
            let machine = Slices(seed: seed)
            let maxTDMRs = 1 + Int(seed % 4)
            let program = CoverProgram(
                slices: machine.slices, maxTDMRs: maxTDMRs, maxAreas: machine.mostGranules.count - 1,
                maxGranules: machine.mostGranules[0])
            let cost = { (interval: CoverProgram.Interval) in
                CoverProgram.Cost(interval.granules * (3 + interval.areas), 1)
            }
            let found = program.extents(cost: cost)
            let best = Self.best(
                machine, maxTDMRs: maxTDMRs, maxAreas: machine.mostGranules.count - 1,
                maxGranules: machine.mostGranules[0],
                cost: cost)
            #expect((found == nil) == (best == nil), "\(machine)")
            guard let found, let best else { continue }
            possible += 1
            #expect(Self.cost(of: found, machine, cost) == best, "\(machine)")
        }
        #expect(possible > 300)
    }

    private typealias Cost = CoverProgram.Cost

    private static func cost(of extents: [GranuleRange], _ machine: Slices, _ cost: (CoverProgram.Interval) -> Cost)
        -> Cost
    {
        extents.reduce(Cost(0)) { total, extent in
            let inside = machine.slices.filter { extent.contains($0.start) }
            var areas = inside[0].areas
            for slice in inside.dropFirst() { areas += slice.gap + slice.areas }
            return total + cost(.init(granules: extent.count, areas: areas.areas, bridged: extent.count - inside.count))
        }
    }

    private static func best(
        _ machine: Slices, from first: Int = 0, maxTDMRs: Int, maxAreas: Int, maxGranules: Int,
        cost: (CoverProgram.Interval) -> Cost
    ) -> Cost? {
        guard first < machine.slices.count else { return Cost(0) }
        guard maxTDMRs > 0 else { return nil }
        var areas = AreaCount.neutral
        var best: Cost?
        for last in first..<machine.slices.count {
            let slice = machine.slices[last]
            areas += last == first ? slice.areas : slice.gap + slice.areas
            let granules = slice.end - machine.slices[first].start
            guard areas.areas <= maxAreas, granules <= maxGranules,
                let rest = Self.best(
                    machine, from: last + 1, maxTDMRs: maxTDMRs - 1, maxAreas: maxAreas, maxGranules: maxGranules,
                    cost: cost)
            else { continue }
            let all = cost(.init(granules: granules, areas: areas.areas, bridged: granules - (last - first + 1))) + rest
            if best.map({ all < $0 }) ?? true { best = all }
        }
        return best
    }
}

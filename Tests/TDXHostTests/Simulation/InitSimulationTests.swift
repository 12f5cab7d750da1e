import PhysicalMemory
import SeededRandom
import TDXHost
import TDXModule
import TestSupport
import Testing

@Suite struct InitSimulationTests {
    static let costs = CostModel.standard

    static func work(_ tdmrs: [(granules: UInt64, areas: Int, node: UInt32)]) -> [TDMRInitWork] {
        tdmrs.map { TDMRInitWork(granules: $0.granules, areas: $0.areas, pamtNode: NodeID($0.node)) }
    }

    /// Checks what must hold of any timeline, whatever the schedule.
    static func check(_ timeline: InitTimeline, of simulation: InitSimulation, _ comment: Comment) {
        let calls = simulation.work.map { $0.granules * simulation.costs.callsPerGranule(simulation.pamt) }
        var done = calls.map { _ in UInt64(0) }
        for turn in timeline.turns {
            guard let tdmr = turn.tdmr else {
                Issue.record("without a resolution every turn is of one TDMR")
                return
            }
            let callTime = simulation.costs.initCall(areas: simulation.work[tdmr].areas, pamt: simulation.pamt)
            #expect(turn.end - turn.start == turn.calls * callTime + turn.waited, comment)
            #expect(turn.processor.rawValue < simulation.processors, comment)
            done[tdmr] += turn.calls
        }
        #expect(done == calls, comment)
        #expect(timeline.calls == calls.reduce(0, +), comment)
        #expect(timeline.end == timeline.turns.map(\.end).max() ?? .zero, comment)
        for (a, b) in zip(timeline.turns, timeline.turns.dropFirst()) where a.processor == b.processor {
            #expect(a.end <= b.start, comment)
        }
        // One LP at a time in a TDMR.
        let byTDMR = timeline.turns.sorted { ($0.tdmr ?? 0, $0.start) < ($1.tdmr ?? 0, $1.start) }
        for (a, b) in zip(byTDMR, byTDMR.dropFirst()) where a.tdmr == b.tdmr { #expect(a.end <= b.start, comment) }
        #expect(
            zip(timeline.usable, timeline.usable.dropFirst()).allSatisfy {
                $0.time <= $1.time && $0.granules < $1.granules
            }, comment)
        #expect(timeline.usable.last?.granules ?? 0 == simulation.work.reduce(0) { $0 + $1.granules }, comment)
        #expect(timeline.usable.last?.time ?? .zero == timeline.end, comment)
        #expect(timeline.usable.count <= 600, comment)
    }

    /// A layout, costs and LPs of all kinds; sizes are small, because what matters is how the bounds lie to each other.
    static func random(_ random: inout SeededRandom) -> InitSimulation {
        var costs = CostModel.standard
        for parameter in [CostParameter.transition, .body, .dynamicBody, .areaPerPage, .nodeWriteBandwidth]
        where random.below(2) == 0 {
            let low = parameter == .nodeWriteBandwidth ? 30_000_000_000 : costs[parameter] / 2
            costs[parameter] = random.number(in: low...low * 5)
        }
        let nodes = random.number(in: 1...4)
        let even = random.below(3) == 0
        let size = random.number(in: 1...5)
        let work = (0..<random.number(in: 1...64)).map { _ in
            TDMRInitWork(
                granules: even ? size : random.number(in: 1...size), areas: even ? 2 : Int(random.below(17)),
                pamtNode: NodeID(UInt32(random.below(nodes))))
        }
        return InitSimulation(
            work, costs: costs, pamt: random.below(4) == 0 ? .dynamic : .static,
            processors: Int(random.number(in: 1...80)), schedule: .balanced)
    }

    static func longestCall(_ simulation: InitSimulation) -> Picoseconds {
        simulation.work.map { simulation.costs.initCall(areas: $0.areas, pamt: simulation.pamt) }.max() ?? .zero
    }

    @Test func `balanced LPs agree with the closed form to within one call`() {
        let cases = UInt64(Thoroughness.cases(quick: 10, complete: 2000, thorough: 12_000))
        var beyond = 0
        // Always the same: how many lie beyond one call is measured of them.
        for seed in 0..<cases {
            var random = SeededRandom(seed: seed)
            let simulation = Self.random(&random)
            let timeline = simulation.run()
            Self.check(timeline, of: simulation, "seed \(seed)")
            let closed = simulation.costs.initTimes(simulation.work, pamt: simulation.pamt).parallel(
                processors: simulation.processors)
            let distance = max(closed, timeline.end) - min(closed, timeline.end)
            let call = Self.longestCall(simulation)
            let processors = UInt64(min(simulation.processors, simulation.work.count))
            #expect(
                distance <= processors * call,
                "seed \(seed): closed form \(closed), simulated \(timeline.end): more than one call of each LP")
            if distance > call { beyond += 1 }
        }
        // Where LPs and memory both have no time to spare, an LP that waits a little costs a little.
        #expect(beyond <= Int(cases) / 100, "\(beyond) of \(cases) lie further than one call from the closed form")
    }

    @Test func `a coarser record tells the same in fewer turns`() {
        for seed in TestSeed.several(20) {
            var random = SeededRandom(seed: seed)
            var simulation = Self.random(&random)
            let fine = simulation.run()
            simulation.resolution = fine.end.dividedRoundingUp(by: 50)
            let coarse = simulation.run()
            #expect(
                coarse.end == fine.end && coarse.calls == fine.calls && coarse.usable == fine.usable, "seed \(seed)")
            #expect(coarse.turns.reduce(0) { $0 + $1.calls } == fine.calls, "seed \(seed)")
            #expect(coarse.processorsUsed == fine.processorsUsed, "seed \(seed)")
            #expect(coarse.turns.count <= 51 * coarse.processorsUsed, "seed \(seed)")
            for (a, b) in zip(coarse.turns, coarse.turns.dropFirst()) where a.processor == b.processor {
                #expect(a.end <= b.start)
            }
        }
    }

    @Test func `one LP takes the TDMRs in order and needs exactly the sum`() {
        for seed in TestSeed.several(20) {
            var random = SeededRandom(seed: seed)
            var simulation = Self.random(&random)
            simulation.schedule = .serial
            let timeline = simulation.run()
            Self.check(timeline, of: simulation, "seed \(seed)")
            #expect(
                timeline.end == simulation.costs.initTimes(simulation.work, pamt: simulation.pamt).serial,
                "seed \(seed)")
            #expect(timeline.turns.map(\.tdmr) == Array(simulation.work.indices), "seed \(seed)")
            #expect(timeline.waited == .zero, "seed \(seed)")
        }
    }

    @Test func `LPs that keep their TDMR never beat the closed form, nor do worse than twice`() {
        for seed in TestSeed.several(20) {
            var random = SeededRandom(seed: seed)
            var simulation = Self.random(&random)
            simulation.schedule = .wholeTDMRs
            let timeline = simulation.run()
            Self.check(timeline, of: simulation, "seed \(seed)")
            let sums = simulation.costs.initTimes(simulation.work, pamt: simulation.pamt)
            let call = Self.longestCall(simulation)
            #expect(timeline.end + call >= sums.parallel(processors: simulation.processors), "seed \(seed)")
            #expect(timeline.turns.count == simulation.work.count, "seed \(seed)")
            // Graham's bound of list scheduling; the memory, served in order, adds at most its own floor.
            let shared = sums.total.dividedRoundingUp(by: UInt64(simulation.processors))
            #expect(timeline.end <= shared + sums.longest + sums.floor + call, "seed \(seed)")
        }
    }

    @Test func `a busy node slows calls down to its bandwidth and no further`() {
        let simulation = InitSimulation(
            Self.work((0..<64).map { _ in (4, 0, 0) }), costs: Self.costs, processors: 64, schedule: .wholeTDMRs)
        let timeline = simulation.run()
        let floor = Self.costs.writeFloor(granules: 256)
        #expect(timeline.end >= floor)
        #expect(timeline.end <= floor + .microseconds(6))
        // 64 LPs write what 22 could: two thirds of their time is waiting.
        #expect(timeline.waited.seconds / timeline.busy.seconds > 0.6)
    }

    @Test func `the first GiB is usable after its own calls`() {
        for schedule in InitSchedule.allCases {
            let simulation = InitSimulation(
                Self.work([(3, 1, 0), (2, 0, 1)]), costs: Self.costs, processors: 2, schedule: schedule)
            let call = schedule == .serial ? Picoseconds(6_266_240) : .microseconds(6)
            #expect(simulation.run().firstUsable == 256 * call)
        }
    }

    @Test func `nothing to do takes no time`() {
        for schedule in InitSchedule.allCases {
            for work in [[], Self.work([(0, 0, 0)])] {
                #expect(
                    InitSimulation(work, costs: Self.costs, processors: 3, schedule: schedule).run() == InitTimeline())
            }
        }
    }

    @Test func `three TiB in serial is a handful of turns`() {
        let timeline = InitSimulation(
            Self.work([(2, 4, 0), (766, 2, 0), (768, 1, 1), (768, 1, 2), (768, 1, 3)]), costs: Self.costs,
            processors: 64, schedule: .serial
        ).run()
        #expect(timeline.calls == 3072 * 256)
        #expect(timeline.turns.count == 5)
    }

    @Test func `a made-up machine of very many TDMRs is simulated all the same`() {
        let work = Self.work((0..<1500).map { (1, $0 % 3, UInt32($0 % 2)) })
        for schedule in InitSchedule.allCases {
            let simulation = InitSimulation(work, costs: Self.costs, processors: 8, schedule: schedule)
            Self.check(simulation.run(), of: simulation, "\(schedule)")
        }
    }
}

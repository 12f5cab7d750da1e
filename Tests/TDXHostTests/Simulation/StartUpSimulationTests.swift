import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import Testing

@Suite struct StartUpSimulationTests {
    static let work = [
        TDMRInitWork(granules: 2, areas: 1, pamtNode: NodeID(0)),
        TDMRInitWork(granules: 1, areas: 2, pamtNode: NodeID(1)),
    ]

    static func simulation(schedule: InitSchedule = .serial, pamt: PAMTMode = .static, zeroed: Bool = true)
        -> StartUpSimulation
    {
        StartUpSimulation(
            work: work, topology: ProcessorTopology(processors: 8, packages: 2), reads: .withCMRs, costs: .standard,
            pamt: pamt, schedule: schedule,
            allocation: PAMTAllocation(zeroes: zeroed))
    }

    @Test func `steps follow each other and cost what the model says`() {
        let timeline = Self.simulation().run()
        let costs = CostModel.standard
        #expect(timeline.entries.map(\.step) == StartUpStep.allCases)
        for (a, b) in zip(timeline.entries, timeline.entries.dropFirst()) { #expect(a.start + a.duration == b.start) }
        #expect(timeline.duration(of: .moduleInit) == .microseconds(2))
        #expect(timeline.duration(of: .processorInit) == .microseconds(8 * 50))
        #expect(timeline.duration(of: .metadata) == .microseconds(166))
        #expect(timeline.duration(of: .allocation) == .microseconds(3600))
        // 14 ns * 2^2 + 3.7 ns * 2 * 3
        #expect(timeline.duration(of: .config) == Picoseconds(2_000_000 + 56_000 + 22_200))
        #expect(timeline.duration(of: .cacheFlush) == .milliseconds(5))
        #expect(timeline.duration(of: .keyConfig) == .microseconds(100))
        #expect(timeline.duration(of: .tdmrInit) == costs.initTimes(Self.work).serial)
        #expect(timeline.enabling == timeline.end - .microseconds(568))
        let shares = timeline.entries.reduce(0) { $0 + timeline.share(of: $1) }
        #expect(abs(shares - 1) < 1e-12)
    }

    @Test func `calls are those of the prediction`() {
        for schedule in InitSchedule.allCases {
            let timeline = Self.simulation(schedule: schedule).run()
            let prediction = CostModel.standard.predict(Self.work, reads: .withCMRs, processors: 8, packages: 2)
            #expect(timeline.seamcalls == prediction.seamcalls)
        }
        #expect(Self.simulation(pamt: .dynamic).run().initialization.calls == 3 * 256)
    }

    @Test func `memory that is not zeroed is allocated six times as fast`() {
        #expect(Self.simulation(zeroed: false).run().duration(of: .allocation) == .microseconds(600))
    }

    @Test func `the sequence that runs on the emulated module costs what is simulated`() throws {
        let rig = StartUpRig(reads: .withCMRs)
        #expect(rig.start() == nil)
        let layout = try #require(rig.kernel.enabled?.layout)
        let work = layout.initWork(memory: StartUpRig.map.memory)
        let simulation = StartUpSimulation(
            work: work, topology: ProcessorTopology(StartUpRig.map), reads: .withCMRs, costs: .standard, pamt: .static,
            schedule: .serial,
            allocation: .linux)
        let timeline = simulation.run()
        #expect(UInt64(rig.machine.seamcalls.calls) == timeline.seamcalls)
        // Each call that the module saw, priced one by one.
        let priced = rig.machine.seamcalls.series.filter { $0.leaf == .sysTDMRInit }.reduce(Picoseconds.zero) {
            $0 + UInt64($1.calls) * .microseconds(6)
        }
        let areas = work.reduce(Picoseconds.zero) { $0 + $1.granules * 256 * UInt64($1.areas) * Picoseconds(266_240) }
        #expect(priced + areas == timeline.duration(of: .tdmrInit))
    }
}

import Measurement
import MemoryMaps
import TDXHost

/// The start-up in simulated time. The measured time is that of the simulation; its result for the machine is a metric, marked as simulated.
enum EnableSuite {
    static let family = Family(
        name: "enable", summary: "simulating the start-up under each TDMR.INIT schedule", operation: "start-up",
        unit: "SEAMCALL", reference: "serial",
        merit: "enable",
        groups: simulated + [emulated])

    private static let simulated = [
        MapDataset.real("tdx-host-2tb-build784"), .preset("spr-2s"), .preset("16s-12tib"), .preset("8s", .extended),
        .preset("32s-64tib", .extended),
    ].flatMap { dataset in
        [("linux", 64), ("best", 8), ("best", 64)].map { strategy, processors in
            BenchmarkGroup(
                dataset: dataset.dataset, mode: "\(strategy)-\(processors)-lps", tier: dataset.tier,
                countedOperations: 1,
                counting: processors == 8 ? .always : .whenNamed,
                contenders: InitSchedule.allCases.map { schedule in
                    Contender(schedule.rawValue) { (input: StartUpInput) in
                        SimulationWorkload(try input.simulation(schedule: schedule))
                    }
                } + [
                    // A closed form reads the TDMRs.
                    .least { input in
                        let simulation = try input.simulation(schedule: .serial)
                        return LeastWorkload(
                            reading: [simulation.work], writing: 8, units: Int(simulation.run().seamcalls))
                    }
                ]
            ) { StartUpInput(try dataset.map(), strategy: strategy, processors: processors) }
        }
    }

    /// The kernel's sequence, call by call, on the emulated module.
    private static let emulated: BenchmarkGroup = {
        let dataset = MapDataset.real("spr-8480ctdx-2s-256g-build698")
        return BenchmarkGroup(
            dataset: dataset.dataset, mode: "emulated-module", countedOperations: 1, reference: "linux",
            contenders: [
                Contender("linux") { (map: HostMemoryMap) in SequenceWorkload(map) },
                Contender("bare-calls", role: .limit) { CallsWorkload(calls: SequenceWorkload($0).unitsPerOperation) },
            ]
        ) { try dataset.map() }
    }()
}

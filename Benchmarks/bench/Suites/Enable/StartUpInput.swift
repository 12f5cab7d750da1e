import HostReports
import Measurement
import MemoryMaps
import TDMRConstruction
import TDXHost

/// A machine with a plan for it.
struct StartUpInput: Sendable {
    let report: EnableReport?

    init(_ map: HostMemoryMap, strategy: String, processors: Int) {
        report = Planners.named(strategy).map {
            EnableReport(map, strategy: $0, options: EnableOptions(logicalProcessors: processors))
        }
    }

    func simulation(schedule: InitSchedule) throws -> StartUpSimulation {
        guard var simulation = report?.simulation else {
            throw NotApplicable(NoLayout(error: report?.plan.error))
        }
        simulation.schedule = schedule
        return simulation
    }
}

import ArgumentParser
import Measurement

/// The command that `bench counters --record` runs under `perf stat`; not for users.
struct KnownWorkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "known-work", abstract: "Do work whose events are known, for counters to count.",
        shouldDisplay: false)

    @Argument(help: "What to do.") var work: KnownWork
    @Argument(help: "How much of it.") var units: Int

    func run() throws {
        guard units >= 0, units <= 1 << 40 else { throw ValidationError("the units are 0 to \(1 << 40), not \(units)") }
        try Failure.report {
            do throws(CounterFault) {
                // The memory has the same size for all units, so that its cost is subtracted.
                let most = max(work.units(quick: false) * 4, units)
                let workload = try KnownWorkload(work, units: most, caches: Environment.caches)
                workload.prepare()
                workload.run(units)
            } catch { throw Failure.say("\(error)", .failure) }
        }
    }
}

extension KnownWork: ExpressibleByArgument {}

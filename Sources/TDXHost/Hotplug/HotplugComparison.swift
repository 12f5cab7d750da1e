public import MemoryMaps

/// The results of several policies for one trace on one machine.
public struct HotplugComparison: Sendable {
    /// The machine before the first event.
    public let machine: HotplugMachine
    /// The events.
    public let trace: HotplugTrace
    /// One for each policy, in the order asked for.
    public let tallies: [HotplugTally]

    /// Runs every policy once with judging for its report, then several times without for its duration, of which the shortest counts.
    public init(_ trace: HotplugTrace, on machine: HotplugMachine, policies: [HotplugPolicyKind]) {
        self.machine = machine
        self.trace = trace
        tallies = policies.map { policy in
            var tally = policy.run(trace, on: machine)
            tally.duration = Self.shortestDuration { policy.run(trace, on: machine, judges: false).duration }
            return tally
        }
    }

    /// At most nine runs, and no further one after a tenth of a second.
    private static func shortestDuration(_ run: () -> Duration) -> Duration {
        var shortest = run()
        var total = shortest
        for _ in 1..<9 where total < .milliseconds(100) {
            let duration = run()
            shortest = min(shortest, duration)
            total += duration
        }
        return shortest
    }
}

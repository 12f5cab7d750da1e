public import MemoryMaps

/// A line of the registry: a policy's name and how to run a trace under it.
public struct HotplugPolicyKind: Sendable {
    /// The name on the command line.
    public let name: String
    /// One line for `--help`.
    public let summary: String
    private let simulate: @Sendable (HotplugMachine, HotplugTrace, Bool) -> HotplugTally

    /// A policy made for a machine. The loop over the events is specialised for its type.
    public init<Policy: HotplugPolicy>(
        _ name: String, _ summary: String, make: @escaping @Sendable (HotplugMachine) -> Policy
    ) {
        self.name = name
        self.summary = summary
        simulate = { machine, trace, judges in
            var simulation = HotplugSimulation(machine, trace, policy: make(machine), judges: judges)
            return simulation.run(trace, name: name)
        }
    }

    /// Runs the events of `trace` on `machine`.
    /// - Parameters:
    ///   - trace: the events.
    ///   - machine: the machine before the first event.
    ///   - judges: whether decisions are compared with the truth; false for a timed run.
    public func run(_ trace: HotplugTrace, on machine: HotplugMachine, judges: Bool = true) -> HotplugTally {
        simulate(machine, trace, judges)
    }
}

public import MemoryMaps
import TDMRConstruction

/// A line of the registry: a policy's name and how to run a trace under it.
public struct HotplugPolicyKind: Sendable {
    /// The name on the command line.
    public let name: String
    /// One line for `--help`.
    public let summary: String
    private let simulate: @Sendable (HotplugMachine, HotplugTrace, Bool) -> HotplugReport

    /// A policy made for a machine. The loop over the events is specialised for its type.
    public init<Policy: HotplugPolicy>(_ name: String, _ summary: String, make: @escaping @Sendable (HotplugMachine) -> Policy) {
        self.name = name
        self.summary = summary
        simulate = { machine, trace, judges in
            var simulation = HotplugSimulation(machine, trace, policy: make(machine), judges: judges)
            return simulation.run(trace, name: name)
        }
    }

    /// Lets the events of `trace` happen to `machine`.
    /// - Parameters:
    ///   - trace: the events.
    ///   - machine: the machine before the first event.
    ///   - judges: whether decisions are compared with the truth; a run to be timed does without.
    public func run(_ trace: HotplugTrace, on machine: HotplugMachine, judges: Bool = true) -> HotplugReport {
        simulate(machine, trace, judges)
    }
}

/// The hotplug policies, one line each, the kernel's first.
public enum HotplugPolicies {
    /// What the memlist is asked through: the best member for its size and shape.
    typealias Index = AutoIndex

    /// The policies, Linux's own first.
    public static let all: [HotplugPolicyKind] = [
        HotplugPolicyKind("linux", "each block inside one entry of the memlist, else a bare error") { _ in PerBlockPolicy<Index>(.oneEntry) },
        HotplugPolicyKind("linux-union", "each block inside the union of the entries, else a bare error") { _ in PerBlockPolicy<Index>(.union) },
        HotplugPolicyKind("whole-range", "one check and one message for all that is plugged in at once") { _ in WholeRangePolicy<Index>(.oneEntry) },
        HotplugPolicyKind("node-capability", "each node says whether TDX can use it; mixed nodes are split") { NodeCapabilityPolicy<Index>($0) },
        HotplugPolicyKind("acpi-disabled", "no memory hotplug through ACPI on a TDX host") { _ in DisabledACPIPolicy<Index>() },
        HotplugPolicyKind("winner-takes-all", "TDX or memory hotplug, whichever comes first") { _ in WinnerTakesAllPolicy() },
        HotplugPolicyKind("offline-paths", "as linux, but convertible memory is not given back to the firmware") { OfflinePathsPolicy<Index>($0) },
    ]

    /// The policy called `name`.
    public static func named(_ name: String) -> HotplugPolicyKind? { all.first { $0.name == name } }
}

import TDMRConstruction

/// The hotplug policies, one line each, the kernel's first.
public enum HotplugPolicies {
    /// The index that looks up the memlist: the best member for its size and shape.
    typealias Index = AutoIndex

    /// Linux's own.
    public static let linux = HotplugPolicyKind(
        "linux", "each block inside one entry of the memlist, else a bare error"
    ) { _ in
        PerBlockPolicy<Index>(.oneEntry)
    }

    /// The policies, Linux's own first.
    public static let all: [HotplugPolicyKind] = [
        linux,
        HotplugPolicyKind("linux-union", "each block inside the union of the entries, else a bare error") { _ in
            PerBlockPolicy<Index>(.union)
        },
        HotplugPolicyKind("whole-range", "one check and one message for all that is plugged in at once") { _ in
            WholeRangePolicy<Index>(.oneEntry)
        },
        HotplugPolicyKind("node-capability", "each node says whether TDX can use it; mixed nodes are split") {
            NodeCapabilityPolicy<Index>($0)
        },
        HotplugPolicyKind("acpi-disabled", "no memory hotplug through ACPI on a TDX host") { _ in
            DisabledACPIPolicy<Index>()
        },
        HotplugPolicyKind("winner-takes-all", "TDX or memory hotplug, whichever comes first") { _ in
            WinnerTakesAllPolicy()
        },
        HotplugPolicyKind("offline-paths", "as linux, but convertible memory is not given back to the firmware") {
            OfflinePathsPolicy<Index>($0)
        },
    ]

    /// The policy called `name`.
    public static func named(_ name: String) -> HotplugPolicyKind? { all.first { $0.name == name } }
}

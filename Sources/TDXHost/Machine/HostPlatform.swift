public import TDXModule

/// What the processors and the kernel's configuration bring along for TDX, besides KeyIDs.
public struct HostPlatform: Hashable, Sendable {
    /// What TDX cannot do without, in the order in which the kernel looks.
    public enum Need: String, Hashable, Sendable, CaseIterable {
        /// XSAVE, for the state of guests.
        case xsave
        /// MOVDIR64B, to reset private pages.
        case movdir64b
        /// Self-snoop, so that caches stay coherent across KeyIDs.
        case selfSnoop

        /// As the kernel names it.
        public var name: String {
            switch self {
            case .xsave: "XSAVE"
            case .movdir64b: "MOVDIR64B"
            case .selfSnoop: "Self-snoop"
            }
        }

        /// What the kernel returns without it.
        public var errno: HostErrno { self == .selfSnoop ? .ENODEV : .EINVAL }
    }

    /// What the processors lack.
    public var missing: Set<Need> = []
    /// Whether the machine could hibernate: neither nohibernate nor lockdown.
    public var isHibernationPossible = false
    /// What registering the memory notifier fails with.
    public var notifierError: HostErrno?
    /// Whether the kernel knows ACPI suspend, which TDX takes away.
    public var hasSuspend = true
    /// VMX_BASIC bit 60 clear: SEAMRET destroys the current VMCS, so the module cannot be updated.
    public var destroysVMCS = false

    public init() {}
}

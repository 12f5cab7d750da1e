public import TDXModule

/// Features of the processors and the kernel's configuration that matter to TDX, besides KeyIDs.
public struct HostPlatform: Hashable, Sendable {
    /// A feature that TDX requires, in the order of the kernel's checks.
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

        /// The error that the kernel returns without it.
        public var errno: HostErrno { self == .selfSnoop ? .ENODEV : .EINVAL }
    }

    /// Features that the processors lack.
    public var missing: Set<Need> = []
    /// Whether the machine could hibernate: neither nohibernate nor lockdown.
    public var isHibernationPossible = false
    /// The error of registering the memory notifier; nil: it succeeds.
    public var notifierError: HostErrno?
    /// Whether the kernel knows ACPI suspend, which TDX takes away.
    public var hasSuspend = true
    /// VMX_BASIC bit 60 clear: SEAMRET destroys the current VMCS, so the module cannot be updated.
    public var destroysVMCS = false

    public init() {}
}

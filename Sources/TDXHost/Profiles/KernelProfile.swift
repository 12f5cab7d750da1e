public import TDXModule

/// How one kernel's start of TDX differs from another's.
public struct KernelProfile: Hashable, Sendable {
    /// When a kernel initialises the module.
    public enum Occasion: Hashable, Sendable {
        /// Linux until 6.x: when KVM first asks. Later callers find the module initialised, or are refused.
        case onDemand
        /// Linux 7.x: once while booting, whether or not it succeeds.
        case atBoot
    }

    /// As `--kernel` takes it: `7.3`, `tip`.
    public let name: String
    /// When it initialises the module.
    public let occasion: Occasion
    /// Whether it asks for dynamic PAMT where the module announces it.
    public let knowsDynamicPAMT: Bool

    /// Linux 6.8: the module is initialised when KVM asks for it. `--kernel` does not take it: its layouts are those of 7.3.
    public static let v6_8 = KernelProfile(name: "6.8", occasion: .onDemand, knowsDynamicPAMT: false)
    /// Linux 7.3: initialised at boot, LP after LP; static PAMT.
    public static let v7_3 = KernelProfile(name: "7.3", occasion: .atBoot, knowsDynamicPAMT: false)
    /// The tip tree's x86/tdx since September 2026, for 7.4: dynamic PAMT.
    public static let tip = KernelProfile(name: "tip", occasion: .atBoot, knowsDynamicPAMT: true)

    /// The kernels that `--kernel` takes.
    public static let all = [v7_3, tip]

    /// Whether LPs run TDH.SYS.LP.INIT one after the other: each in its own hotplug thread, for which the caller waits.
    var initializesProcessorsSerially: Bool { occasion == .atBoot }

    /// Whether the kernel would ask a module of these rules for dynamic PAMT.
    public func pamt(with rules: ModuleRules) -> PAMTMode {
        knowsDynamicPAMT && rules.announcesDynamicPAMT ? .dynamic : .static
    }
}

public import TDMRConstruction
public import TDXModule

/// Why TDX could not be enabled or used.
public enum EnablingError: Error, Hashable, Sendable {
    /// MSR 0x87 gives TDX no KeyID: the BIOS has not enabled it.
    case notEnabledByBIOS
    /// One KeyID: the module's own, none for a guest.
    case tooFewKeyIDs
    /// The machine could hibernate, which memory under private keys does not survive.
    case hibernationPossible
    /// The memory notifier could not be registered.
    case notifierRefused(HostErrno)
    /// The initcall found that the early part had ended without TDX.
    case notCapable
    /// The processors lack what the kernel needs.
    case platformLacks(HostPlatform.Need)
    /// VMXON failed on an LP.
    case vmxRefused(LogicalProcessorID, HostErrno)
    /// A module whose calls change RBP.
    case clobbersRBP
    /// Starting the module's extensions (in flight).
    case extensionsFailed(SEAMCALLFailure)
    /// The last LP of a package while guests have keys.
    case packageInUse(Int)
    /// The module cannot hand its state over, or SEAMRET destroys the current VMCS.
    case updateNotOffered
    /// The LP is offline and cannot execute a SEAMCALL.
    case processorOffline(LogicalProcessorID)
    /// A SEAMCALL failed.
    case seamcall(SEAMCALLFailure)
    /// There is no layout by the kernel's rules.
    case construction(ConstructionError)
    /// An allocation failed.
    case outOfMemory(AllocationPurpose)
    /// An attempt failed before; there is no second one.
    case failedBefore
    /// An update of a module that is not in use.
    case notInitialized
    /// The loader does not install the new module.
    case notInstalled(EmulatedModule.InstallationError)
}

extension EnablingError {
    /// The error number; the kernel returns it negated.
    public var errno: HostErrno {
        switch self {
        case .notEnabledByBIOS, .tooFewKeyIDs, .processorOffline, .notInitialized, .notCapable, .hibernationPossible:
            .ENODEV
        case .notifierRefused(let errno), .vmxRefused(_, let errno): errno
        case .platformLacks(let need): need.errno
        case .clobbersRBP: .EINVAL
        case .packageInUse: .EBUSY
        case .extensionsFailed: .EFAULT
        case .updateNotOffered: .EOPNOTSUPP
        case .seamcall(let failure): failure.errno
        case .construction(let error): error.errno
        case .outOfMemory: .ENOMEM
        case .failedBefore: .EINVAL
        case .notInstalled: .EBUSY
        }
    }
}

extension EnablingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notEnabledByBIOS: "the BIOS gives TDX no KeyID"
        case .tooFewKeyIDs: "too few private KeyIDs available"
        case .hibernationPossible: "Hibernation support is enabled"
        case .notifierRefused(let errno): "register_memory_notifier() failed (-\(errno.rawValue))"
        case .notCapable: "TDX not supported by the host platform"
        case .platformLacks(let need): "\(need.name) is required for TDX"
        case .vmxRefused(let lp, let errno): "VMXON on cpu\(lp.rawValue): \(errno.name)"
        case .clobbersRBP: "frame pointer (RBP) clobber bug present, upgrade TDX module"
        case .extensionsFailed(let failure): "\(failure)"
        case .packageInUse:
            "TDX requires all packages to have an online CPU. Delete all TDs in order to offline all CPUs of a package."
        case .updateNotOffered: "the module cannot be updated at run time"
        case .processorOffline(let lp): "cpu\(lp.rawValue) is offline"
        case .seamcall(let failure): "\(failure)"
        case .construction(let error): error.message ?? error.status
        case .outOfMemory(let purpose): "no memory for \(purpose)"
        case .failedBefore: "an attempt to initialise the module failed before"
        case .notInitialized: "the module is not initialised"
        case .notInstalled(.moduleRunning): "the module in use has not been shut down"
        case .notInstalled(.moduleBusy): "the module in use is busy"
        }
    }
}

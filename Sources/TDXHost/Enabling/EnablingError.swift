public import TDMRConstruction
public import TDXModule

/// Why TDX could not be enabled or used.
public enum EnablingError: Error, Hashable, Sendable {
    /// MSR 0x87 gives TDX no KeyID: the BIOS has not enabled it.
    case notEnabledByBIOS
    /// One KeyID: the module's own, none for a guest.
    case tooFewKeyIDs
    /// Nobody executes SEAMCALL on an LP that is offline.
    case processorOffline(LogicalProcessorID)
    case seamcall(SEAMCALLFailure)
    case construction(ConstructionError)
    case outOfMemory(AllocationPurpose)
    /// An attempt failed before; there is no second one.
    case failedBefore
    /// An update of a module that is not in use.
    case notInitialized
    /// The loader does not install the new module.
    case notInstalled(EmulatedModule.InstallationError)
}

extension EnablingError {
    /// What the kernel returns, negated there.
    public var errno: HostErrno {
        switch self {
        case .notEnabledByBIOS, .tooFewKeyIDs, .processorOffline, .notInitialized: .ENODEV
        case .seamcall(let failure): failure.errno
        // ConstructionError knows only numbers that are here.
        case .construction(let error): HostErrno(rawValue: error.errno) ?? .EINVAL
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

extension SEAMCALLFailure: CustomStringConvertible {
    public var description: String {
        switch outcome {
        case .returned(let status, _): "\(leaf.name) returned \(status) \(status.name)"
        case .vmFailInvalid: "\(leaf.name): no module is loaded"
        case .generalProtection: "\(leaf.name): the processor does not support TDX, or its BIOS does not enable it"
        case .undefinedOpcode: "\(leaf.name): the processor is not in VMX operation"
        }
    }
}

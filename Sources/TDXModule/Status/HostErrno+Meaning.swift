extension HostErrno {
    /// `ENOSPC`, in any case.
    public static func named(_ text: String) -> HostErrno? { allCases.first { $0.name == text.uppercased() } }

    /// What the error means as the result of a TDX start-up or of memory hotplug.
    public var meaning: String {
        switch self {
        case .EPERM: "the memory notifier refuses: the range is not inside one entry of the memory list"
        case .EIO: "a SEAMCALL failed with a status of the module: the line before has leaf and status"
        case .ENOMEM: "no memory: no run of pages for a PAMT, or for the list of memory or TDMRs"
        case .EACCES: "a SEAMCALL raised #UD: VMX is off"
        case .EFAULT: "VMXON faulted, or memory for the module's extensions could not be given"
        case .EBUSY: "VMX is in use already, or the last CPU of a package was to go offline"
        case .ENODEV: "no TDX here: no KeyIDs, no module loaded, a CPU feature missing, or hibernation possible"
        case .EINVAL:
            "XSAVE, MOVDIR64B or a module that keeps RBP is missing, memory is not convertible, or an earlier attempt failed"
        case .ENOSPC:
            "TDMRs or reserved areas exhausted: the memory map is in too many pieces for the kernel's way to cover it"
        case .EOPNOTSUPP: "a SEAMCALL raised #GP: the firmware has not enabled SEAM; or there is no VMX"
        }
    }
}

public import PhysicalMemory
public import TDXModule

/// What a line about TDX says.
public enum TDXLogEvent: Hashable, Sendable {
    /// The firmware set private KeyIDs aside.
    case biosEnabled(KeyIDCounts)
    /// The firmware did not.
    case biosDisabled
    case tooFewKeyIDs
    case hibernation
    /// register_memory_notifier() failed; nil where the line does not say with which error number.
    case noMemoryNotifier(ErrorNumber?)
    /// ACPI S3 is off from here on.
    case noSuspend
    /// No KeyIDs, or one of the early steps failed.
    case unsupportedPlatform
    case missing(Requirement)
    /// KVM refused to use TDX before it asked for the module.
    case refusedByKVM(KVMRefusal)
    case moduleNotLoaded
    case moduleVersion(String)
    case cmr
    /// The module clobbers RBP.
    case clobbersRBP
    case dynamicPAMT
    /// nil where the line does not say which leaf.
    case seamcall(leaf: SEAMCALLLeaf?, status: SEAMCALLStatus)
    /// A SEAMCALL failed whose status the line does not hold whole: of its 16 hex digits it has fewer, none or,
    /// damaged, more.
    case seamcallWithoutStatus(leaf: SEAMCALLLeaf?, digits: Int)
    /// The registers that a failed SEAMCALL came back with, by name.
    case registers([String: UInt64])
    case tdmrsExhausted
    case areasExhausted
    /// The PAMTs of all TDMRs have their memory.
    case pamtAllocated(ByteCount)
    /// The kernel gave up; nil where the line does not say with which error number.
    case failed(ErrorNumber?)
    case initialized
    /// The machine is itself a guest.
    case guest
    /// A line that no step of a start-up is known by.
    case other

    /// What kvm_intel found missing, since 6.16.
    public enum KVMRefusal: Hashable, Sendable {
        case cpu(Requirement)
        /// The kernel has no private KeyIDs, or an earlier check took TDX away.
        case keyIDs
        /// The kernel itself has TDX off.
        case platform
        /// EPT, its accessed and dirty bits, the TDP MMU or MMIO caching.
        case paging
        /// The module did not come up: lines before say why.
        case module
        /// Virtual interrupts.
        case apicv
        /// kvm.enable_virt_at_load is off.
        case virtualizationAtLoad
        /// The module has fewer VCPUs for a TD than there are LPs.
        case tooManyProcessors
        /// A hypervisor runs below.
        case guest
    }

    /// What a CPU must have.
    public enum Requirement: String, Hashable, Sendable {
        case xsave, movdir64b
        case selfSnoop = "self-snoop"
    }
}

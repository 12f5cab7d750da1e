public import PhysicalMemory
public import TDXModule

/// The event that a line about TDX reports.
public enum TDXLogEvent: Hashable, Sendable {
    /// The firmware set private KeyIDs aside.
    case biosEnabled(KeyIDCounts)
    /// The firmware did not.
    case biosDisabled
    /// There is no private KeyID left for guests.
    case tooFewKeyIDs
    /// The kernel may hibernate, which excludes TDX.
    case hibernation
    /// register_memory_notifier() failed; nil where the line does not say with which error number.
    case noMemoryNotifier(ErrorNumber?)
    /// ACPI S3 is off from here on.
    case noSuspend
    /// No KeyIDs, or one of the early steps failed.
    case unsupportedPlatform
    /// The CPU lacks what the kernel's TDX code asks for.
    case missing(Requirement)
    /// KVM refused to use TDX before it asked for the module.
    case refusedByKVM(KVMRefusal)
    /// The firmware has loaded no TDX module.
    case moduleNotLoaded
    /// The module's version as printed.
    case moduleVersion(String)
    /// A CMR that the module reported.
    case cmr
    /// The module clobbers RBP.
    case clobbersRBP
    /// The kernel uses dynamic PAMT.
    case dynamicPAMT
    /// nil where the line does not say which leaf.
    case seamcall(leaf: SEAMCALLLeaf?, status: SEAMCALLStatus)
    /// A SEAMCALL failed, and the line does not hold its whole status: of the 16 hex digits it has fewer, none or,
    /// damaged, more.
    case seamcallWithoutStatus(leaf: SEAMCALLLeaf?, digits: Int)
    /// The registers that a failed SEAMCALL came back with, by name.
    case registers([String: UInt64])
    /// Memory needs more TDMRs than the module has.
    case tdmrsExhausted
    /// A TDMR needs more reserved areas than the module has.
    case areasExhausted
    /// The PAMTs of all TDMRs have their memory.
    case pamtAllocated(ByteCount)
    /// The kernel gave up; nil where the line does not say with which error number.
    case failed(ErrorNumber?)
    /// The module is initialised.
    case initialized
    /// The machine is itself a guest.
    case guest
    /// A line that is not known as part of a start-up.
    case other

    /// A requirement that kvm_intel found missing, since 6.16.
    public enum KVMRefusal: Hashable, Sendable {
        /// The CPU lacks it.
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

    /// A CPU feature that TDX requires.
    public enum Requirement: String, Hashable, Sendable {
        /// XSAVE, for the registers of guests.
        case xsave
        /// MOVDIR64B, which clears memory under a private KeyID.
        case movdir64b
        /// Self-snoop, which keeps caches coherent across KeyIDs.
        case selfSnoop = "self-snoop"
    }
}

import MemoryMaps
import TDXHost
import TDXModule

/// A step of Linux's start-up of TDX at which it may stop, in order; the raw value is the name that `tdmr diagnose --format json` prints.
public enum StartUpStage: String, Hashable, Sendable, CaseIterable {
    /// The firmware's support.
    case bios
    /// The KeyIDs that firmware gave to TDX.
    case keyIDs = "keyids"
    /// The check for hibernation.
    case hibernation
    /// The checks of the platform, with registering the memory notifier.
    case platform
    /// The check for XSAVE.
    case xsave
    /// The check for MOVDIR64B.
    case movdir64b
    /// The check for self-snoop.
    case selfSnoop = "self-snoop"
    /// KVM's own checks, before it asks for the module.
    case kvm
    /// VMXON on each CPU.
    case vmxon
    /// TDH.SYS.INIT, the module's global initialisation.
    case sysInit = "sys-init"
    /// TDH.SYS.LP.INIT on each CPU.
    case lpInit = "lp-init"
    /// Reading the module's metadata (TDH.SYS.RD).
    case metadata
    /// The check that the module keeps RBP.
    case rbp
    /// Allocating the reference counts of dynamic PAMT.
    case refcounts
    /// Building the memlist.
    case memlist
    /// Covering memory with TDMRs.
    case tdmrs
    /// Allocating the PAMTs.
    case pamt
    /// Filling in the reserved areas.
    case areas
    /// TDH.SYS.CONFIG, which judges the TDMRs.
    case config
    /// TDH.SYS.KEY.CONFIG on each package.
    case keyConfig = "key-config"
    /// TDH.SYS.TDMR.INIT of each TDMR.
    case tdmrInit = "tdmr-init"

    /// The step in words.
    public var title: String {
        switch self {
        case .bios: "the firmware's support"
        case .keyIDs: "the number of private KeyIDs"
        case .hibernation: "the check for hibernation"
        case .platform: "the check of the platform"
        case .xsave: "the check for XSAVE"
        case .movdir64b: "the check for MOVDIR64B"
        case .selfSnoop: "the check for self-snoop"
        case .kvm: "the checks of KVM"
        case .vmxon: "VMXON on each CPU"
        case .sysInit: "TDH.SYS.INIT, the module's global initialisation"
        case .lpInit: "TDH.SYS.LP.INIT on each CPU"
        case .metadata: "reading the module's metadata (TDH.SYS.RD)"
        case .rbp: "the check that the module keeps RBP"
        case .refcounts: "allocating the reference counts of dynamic PAMT"
        case .memlist: "building the memory list"
        case .tdmrs: "covering memory with TDMRs"
        case .pamt: "allocating the PAMTs"
        case .areas: "filling in the reserved areas"
        case .config: "TDH.SYS.CONFIG, which judges the TDMRs"
        case .keyConfig: "TDH.SYS.KEY.CONFIG on each package"
        case .tdmrInit: "TDH.SYS.TDMR.INIT of each TDMR"
        }
    }

    /// The step that a SEAMCALL belongs to; nil for one that comes after the start-up.
    init?(_ leaf: SEAMCALLLeaf) {
        switch leaf.withoutVersion.rawValue {
        case 31: self = .keyConfig
        case 32, 34, 37: self = .metadata
        case 33: self = .sysInit
        case 35: self = .lpInit
        case 36: self = .tdmrInit
        case 45: self = .config
        default: return nil
        }
    }

    /// The failed step that a line names; nil for a line that reports no failure, or not the step.
    init?(_ event: TDXLogEvent) {
        switch event {
        case .biosDisabled: self = .bios
        case .tooFewKeyIDs: self = .keyIDs
        case .hibernation: self = .hibernation
        case .noMemoryNotifier, .unsupportedPlatform: self = .platform
        case .missing(.xsave): self = .xsave
        case .missing(.movdir64b): self = .movdir64b
        case .missing(.selfSnoop): self = .selfSnoop
        case .refusedByKVM(let refusal):
            guard let stage = StartUpStage(refusal) else { return nil }
            self = stage
        case .moduleNotLoaded: self = .sysInit
        case .clobbersRBP: self = .rbp
        case .tdmrsExhausted: self = .tdmrs
        case .areasExhausted: self = .areas
        case .seamcall(let leaf?, _), .seamcallWithoutStatus(let leaf?, _):
            guard let stage = StartUpStage(leaf) else { return nil }
            self = stage
        case .seamcall(nil, let status):
            guard status.instruction != nil else { return nil }
            self = .sysInit
        default: return nil
        }
    }

    private init?(_ refusal: TDXLogEvent.KVMRefusal) {
        switch refusal {
        case .cpu(.xsave): self = .xsave
        case .cpu(.movdir64b): self = .movdir64b
        case .cpu(.selfSnoop): self = .selfSnoop
        case .keyIDs: self = .keyIDs
        case .platform: self = .platform
        case .module: return nil
        case .paging, .apicv, .virtualizationAtLoad, .tooManyProcessors, .guest: self = .kvm
        }
    }

    /// The errno with which Linux's start-up fails at this step, where it is always the same.
    var errno: HostErrno? {
        switch self {
        case .bios, .keyIDs, .hibernation, .platform, .selfSnoop: .ENODEV
        case .xsave, .movdir64b, .rbp: .EINVAL
        case .refcounts, .pamt: .ENOMEM
        case .tdmrs, .areas: .ENOSPC
        case .metadata, .lpInit, .config, .keyConfig, .tdmrInit: .EIO
        case .kvm, .vmxon, .sysInit, .memlist: nil
        }
    }
}

extension SEAMCALLStatus {
    /// Bits 63:32, the code without its detail. Bit 63 of the status is an error, bit 62 one that is not worth a retry.
    @inlinable public var code: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 32) }

    /// The status without its detail.
    @inlinable public var withoutDetail: SEAMCALLStatus { SEAMCALLStatus(rawValue & ~0xffff_ffff) }

    /// Bit 63: the function was not completed. Some informative statuses have it clear and are not 0.
    @inlinable public var isError: Bool { rawValue >> 63 != 0 }

    /// The status with detail bytes 7:0, 15:8 and 23:16.
    @inlinable public func detailed(_ first: UInt8, _ second: UInt8 = 0, _ third: UInt8 = 0) -> SEAMCALLStatus {
        SEAMCALLStatus(rawValue | UInt64(first) | UInt64(second) << 8 | UInt64(third) << 16)
    }

    /// The status with 32 bits of detail.
    @inlinable public func withDetail(_ detail: UInt32) -> SEAMCALLStatus { SEAMCALLStatus(rawValue | UInt64(detail)) }

    @inlinable init(code: UInt32) { self.init(UInt64(code) << 32) }

    /// TDX_OPERAND_INVALID; the detail names the register.
    public static let operandInvalid = SEAMCALLStatus(code: 0xc000_0100)
    /// An address outside what is initialised and may be used.
    public static let operandAddressRangeError = SEAMCALLStatus(code: 0xc000_0101)
    /// A page that a TD or the PAMT has.
    public static let pageNotFree = SEAMCALLStatus(code: 0xc000_0303)
    /// A 2 MiB block that has its pair of PAMT pages, or is a page of a TD.
    public static let rangeNotFree = SEAMCALLStatus(code: 0xc000_0304)
    /// The 2 MiB have no pages for their 4 KiB level.
    public static let noPAMTPagePair = SEAMCALLStatus(code: 0xc000_0305)
    /// A page of the 4 KiB level is still in use.
    public static let pamtPageNotEmpty = SEAMCALLStatus(code: 0xc000_0306)
    /// TDX_OPERAND_BUSY; the detail names the register.
    public static let operandBusy = SEAMCALLStatus(code: 0x8000_0200)
    /// TDX_SYS_BUSY: another LP holds the module's global lock.
    public static let sysBusy = SEAMCALLStatus(code: 0x8000_0202)
    /// The random number generator had nothing to give; the one status that Linux retries.
    public static let rndNoEntropy = SEAMCALLStatus(code: 0x8000_0203)
    /// The leaf was interrupted; calling it again continues it.
    public static let interruptedResumable = SEAMCALLStatus(code: 0x8000_0003)
    /// TDX_SYS_INIT_NOT_PENDING: TDH.SYS.INIT was done before.
    public static let sysInitNotPending = SEAMCALLStatus(code: 0xc000_0500)
    /// TDX_SYS_LP_INIT_NOT_DONE: this LP was not initialised.
    public static let sysLPInitNotDone = SEAMCALLStatus(code: 0xc000_0502)
    /// TDX_SYS_LP_INIT_DONE: this LP was initialised before.
    public static let sysLPInitDone = SEAMCALLStatus(code: 0xc000_0503)
    /// TDX_SYS_NOT_READY: the module is not yet initialised.
    public static let sysNotReady = SEAMCALLStatus(code: 0xc000_0505)
    /// TDX_SYS_SHUTDOWN: the module was shut down.
    public static let sysShutdown = SEAMCALLStatus(code: 0xc000_0506)
    /// TDX_SYS_KEY_CONFIG_NOT_PENDING: TDH.SYS.CONFIG was not done, or this package's key was configured before.
    public static let sysKeyConfigNotPending = SEAMCALLStatus(code: 0xc000_0507)
    /// TDX_SYS_STATE_INCORRECT: the leaf is not for this state.
    public static let sysStateIncorrect = SEAMCALLStatus(code: 0xc000_0508)
    /// TDX_SYS_INVALID_HANDOFF: the handoff data of the previous module cannot be used.
    public static let sysInvalidHandoff = SEAMCALLStatus(code: 0xc000_0509)
    /// TDX_SYS_LP_INIT_NOT_PENDING: the module does not wait for LPs.
    public static let sysLPInitNotPending = SEAMCALLStatus(code: 0xc000_050b)
    /// TDX_SYS_CONFIG_NOT_PENDING: not between TDH.SYS.INIT on all LPs and TDH.SYS.CONFIG.
    public static let sysConfigNotPending = SEAMCALLStatus(code: 0xc000_050c)
    /// TDX_KEY_GENERATION_FAILED: not enough entropy; may be tried again.
    public static let keyGenerationFailed = SEAMCALLStatus(code: 0x8000_0800)
    /// This package has the key already: information, not an error.
    public static let keyConfigured = SEAMCALLStatus(code: 0x0000_0815)
    /// TDX_INCONSISTENT_CPUID_FIELD: this LP's CPUID differs from the first one's.
    public static let inconsistentCPUIDField = SEAMCALLStatus(code: 0xc000_0902)
    /// TDX_INCORRECT_MSR_VALUE: an MSR of this LP is not what the module needs.
    public static let incorrectMSRValue = SEAMCALLStatus(code: 0xc000_0921)
    /// TDX_INCONSISTENT_MSR: an MSR of this LP differs from the first one's.
    public static let inconsistentMSR = SEAMCALLStatus(code: 0xc000_0920)
    /// TDX_INVALID_TDMR; the detail is the TDMR's index.
    public static let invalidTDMR = SEAMCALLStatus(code: 0xc000_0a00)
    /// TDX_NON_ORDERED_TDMR; the detail is the TDMR's index.
    public static let nonOrderedTDMR = SEAMCALLStatus(code: 0xc000_0a01)
    /// TDX_TDMR_OUTSIDE_CMRS; the detail is the TDMR's index.
    public static let tdmrOutsideCMRs = SEAMCALLStatus(code: 0xc000_0a02)
    /// Every page of the TDMR is initialised: information, not an error.
    public static let tdmrAlreadyInitialized = SEAMCALLStatus(code: 0x0000_0a03)
    /// TDX_INVALID_PAMT; the detail is the TDMR's index and the level.
    public static let invalidPAMT = SEAMCALLStatus(code: 0xc000_0a10)
    /// TDX_PAMT_OUTSIDE_CMRS; the detail is the TDMR's index and the level.
    public static let pamtOutsideCMRs = SEAMCALLStatus(code: 0xc000_0a11)
    /// TDX_PAMT_OVERLAP; the detail is the TDMR's index, the level and the other TDMR.
    public static let pamtOverlap = SEAMCALLStatus(code: 0xc000_0a12)
    /// TDX_INVALID_RESERVED_IN_TDMR; the detail is the TDMR's index and the area's.
    public static let invalidReservedInTDMR = SEAMCALLStatus(code: 0xc000_0a20)
    /// TDX_NON_ORDERED_RESERVED_IN_TDMR; the detail is the TDMR's index and the area's.
    public static let nonOrderedReservedInTDMR = SEAMCALLStatus(code: 0xc000_0a21)
    /// TDX_CMR_LIST_INVALID: the firmware's CMRs are not as they must be.
    public static let cmrListInvalid = SEAMCALLStatus(code: 0xc000_0a22)
    /// TDX_METADATA_FIELD_ID_INCORRECT: this version has no such field.
    public static let metadataFieldIDIncorrect = SEAMCALLStatus(code: 0xc000_0c00)
}

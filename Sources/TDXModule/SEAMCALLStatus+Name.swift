extension SEAMCALLStatus {
    /// The code's name as TDX documents spell it, `TDX_SUCCESS`; `TDX_UNKNOWN_STATUS` for a code this module does not give.
    public var name: String {
        "TDX_" + (Self.names.first { $0.status == withoutDetail }?.name ?? "UNKNOWN_STATUS")
    }

    /// Every status of the start-up sequence, ascending within each class.
    private static let names: [(status: SEAMCALLStatus, name: String)] = [
        (.success, "SUCCESS"),
        (.operandInvalid, "OPERAND_INVALID"),
        (.operandAddressRangeError, "OPERAND_ADDR_RANGE_ERROR"),
        (.pageNotFree, "PAGE_NOT_FREE"),
        (.rangeNotFree, "HPA_RANGE_NOT_FREE"),
        (.noPAMTPagePair, "NO_PAMT_PAGE_PAIR"),
        (.pamtPageNotEmpty, "PAMT_PAGE_NOT_EMPTY"),
        (.operandBusy, "OPERAND_BUSY"),
        (.interruptedResumable, "INTERRUPTED_RESUMABLE"),
        (.sysBusy, "SYS_BUSY"),
        (.rndNoEntropy, "RND_NO_ENTROPY"),
        (.sysInitNotPending, "SYS_INIT_NOT_PENDING"),
        (.sysLPInitNotDone, "SYS_LP_INIT_NOT_DONE"),
        (.sysLPInitDone, "SYS_LP_INIT_DONE"),
        (.sysNotReady, "SYS_NOT_READY"),
        (.sysShutdown, "SYS_SHUTDOWN"),
        (.sysKeyConfigNotPending, "SYS_KEY_CONFIG_NOT_PENDING"),
        (.sysStateIncorrect, "SYS_STATE_INCORRECT"),
        (.sysInvalidHandoff, "SYS_INVALID_HANDOFF"),
        (.sysLPInitNotPending, "SYS_LP_INIT_NOT_PENDING"),
        (.sysConfigNotPending, "SYS_CONFIG_NOT_PENDING"),
        (.keyGenerationFailed, "KEY_GENERATION_FAILED"),
        (.keyConfigured, "KEY_CONFIGURED"),
        (.inconsistentCPUIDField, "INCONSISTENT_CPUID_FIELD"),
        (.inconsistentMSR, "INCONSISTENT_MSR"),
        (.incorrectMSRValue, "INCORRECT_MSR_VALUE"),
        (.invalidTDMR, "INVALID_TDMR"),
        (.nonOrderedTDMR, "NON_ORDERED_TDMR"),
        (.tdmrOutsideCMRs, "TDMR_OUTSIDE_CMRS"),
        (.tdmrAlreadyInitialized, "TDMR_ALREADY_INITIALIZED"),
        (.invalidPAMT, "INVALID_PAMT"),
        (.pamtOutsideCMRs, "PAMT_OUTSIDE_CMRS"),
        (.pamtOverlap, "PAMT_OVERLAP"),
        (.invalidReservedInTDMR, "INVALID_RESERVED_IN_TDMR"),
        (.nonOrderedReservedInTDMR, "NON_ORDERED_RESERVED_IN_TDMR"),
        (.cmrListInvalid, "CMR_LIST_INVALID"),
        (.metadataFieldIDIncorrect, "METADATA_FIELD_ID_INCORRECT"),
    ]
}

extension SEAMCALLStatus: CustomStringConvertible {
    /// 0x and 16 lower-case digits.
    public var description: String {
        let digits = String(rawValue, radix: 16)
        return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}

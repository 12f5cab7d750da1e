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

    public static let operandInvalid = SEAMCALLStatus(code: 0xc000_0100)
    /// An address outside what is initialised and may be used.
    public static let operandAddressRangeError = SEAMCALLStatus(code: 0xc000_0101)
    /// A page that a TD or the PAMT has.
    public static let pageNotFree = SEAMCALLStatus(code: 0xc000_0303)
    /// A 2 MiB block that has its pair of PAMT pages, or is a page of a TD.
    public static let rangeNotFree = SEAMCALLStatus(code: 0xc000_0304)
    public static let noPAMTPagePair = SEAMCALLStatus(code: 0xc000_0305)
    public static let pamtPageNotEmpty = SEAMCALLStatus(code: 0xc000_0306)
    public static let operandBusy = SEAMCALLStatus(code: 0x8000_0200)
    public static let sysBusy = SEAMCALLStatus(code: 0x8000_0202)
    /// The random number generator had nothing to give; the one status that Linux retries.
    public static let rndNoEntropy = SEAMCALLStatus(code: 0x8000_0203)
    /// A leaf that is to be called again to go on.
    public static let interruptedResumable = SEAMCALLStatus(code: 0x8000_0003)
    public static let sysInitNotPending = SEAMCALLStatus(code: 0xc000_0500)
    public static let sysLPInitNotDone = SEAMCALLStatus(code: 0xc000_0502)
    public static let sysLPInitDone = SEAMCALLStatus(code: 0xc000_0503)
    public static let sysNotReady = SEAMCALLStatus(code: 0xc000_0505)
    public static let sysShutdown = SEAMCALLStatus(code: 0xc000_0506)
    public static let sysKeyConfigNotPending = SEAMCALLStatus(code: 0xc000_0507)
    public static let sysStateIncorrect = SEAMCALLStatus(code: 0xc000_0508)
    public static let sysInvalidHandoff = SEAMCALLStatus(code: 0xc000_0509)
    public static let sysLPInitNotPending = SEAMCALLStatus(code: 0xc000_050b)
    public static let sysConfigNotPending = SEAMCALLStatus(code: 0xc000_050c)
    public static let keyGenerationFailed = SEAMCALLStatus(code: 0x8000_0800)
    /// This package has the key already: information, not an error.
    public static let keyConfigured = SEAMCALLStatus(code: 0x0000_0815)
    public static let inconsistentCPUIDField = SEAMCALLStatus(code: 0xc000_0902)
    public static let incorrectMSRValue = SEAMCALLStatus(code: 0xc000_0921)
    public static let inconsistentMSR = SEAMCALLStatus(code: 0xc000_0920)
    public static let invalidTDMR = SEAMCALLStatus(code: 0xc000_0a00)
    public static let nonOrderedTDMR = SEAMCALLStatus(code: 0xc000_0a01)
    public static let tdmrOutsideCMRs = SEAMCALLStatus(code: 0xc000_0a02)
    /// Every page of the TDMR is initialised: information, not an error.
    public static let tdmrAlreadyInitialized = SEAMCALLStatus(code: 0x0000_0a03)
    public static let invalidPAMT = SEAMCALLStatus(code: 0xc000_0a10)
    public static let pamtOutsideCMRs = SEAMCALLStatus(code: 0xc000_0a11)
    public static let pamtOverlap = SEAMCALLStatus(code: 0xc000_0a12)
    public static let invalidReservedInTDMR = SEAMCALLStatus(code: 0xc000_0a20)
    public static let nonOrderedReservedInTDMR = SEAMCALLStatus(code: 0xc000_0a21)
    public static let cmrListInvalid = SEAMCALLStatus(code: 0xc000_0a22)
    public static let metadataFieldIDIncorrect = SEAMCALLStatus(code: 0xc000_0c00)
}

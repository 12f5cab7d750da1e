extension SEAMCALLStatus {
    /// What it means for a start-up, in one sentence; nil where nothing is known beyond its class and name.
    public var meaning: String? {
        switch instruction {
        case .vmFailInvalid:
            return "no TDX module is loaded: the firmware did not load one, or the P-SEAMLDR refused it"
        case .generalProtection: return "the firmware has not enabled SEAM (#GP)"
        case .undefinedOpcode: return "VMX is off on this LP (#UD)"
        case .exception(let vector): return "the instruction raised exception \(vector)"
        case .neverCompleted: return "the call never completed"
        case nil: return isOfLoader ? "an answer of the P-SEAMLDR" : Self.meanings[code].map { "\($0)" }
        }
    }

    /// Since which module versions the status exists; nil for one that 1.5.01 has.
    public var since: String? {
        switch code {
        case 0xc000_0304, 0xc000_0305, 0xc000_0306, 0x8000_0307, 0x8000_0308: "since 1.5.28 and 2.0.08 (dynamic PAMT)"
        default: nil
        }
    }

    private static let meanings: [UInt32: StaticString] = [
        0x0000_0000: "the call did what it was asked for",
        0x8000_0003: "an interrupt came: repeating the call continues it",
        0xc000_0100: "the module does not take this operand",
        0xc000_0101: "the address lies outside of what the call takes",
        0x8000_0200: "another LP holds what the call needs",
        0x8000_0202: "another LP holds the module's lock",
        0x8000_0203: "the random number generator had nothing to give; Linux tries 10 times",
        0xc000_0303: "the page is in use",
        0xc000_0304: "the 2 MiB block has PAMT pages already, or is in use",
        0xc000_0305: "the 2 MiB block has no PAMT pages to take back",
        0xc000_0306: "pages of the 2 MiB block are still in use",
        0x8000_0308: "the 2 MiB block has no PAMT pages yet",
        0xc000_0500: "TDH.SYS.INIT was done already",
        0xc000_0502: "TDH.SYS.LP.INIT has not been done on this LP",
        0xc000_0503: "TDH.SYS.LP.INIT was done on this LP already",
        0xc000_0505: "the call came before the start-up was far enough, or after one that failed",
        0xc000_0506: "the module was shut down",
        0xc000_0507: "TDH.SYS.KEY.CONFIG is not due: TDH.SYS.CONFIG has not succeeded, or all packages are done",
        0xc000_050b: "TDH.SYS.LP.INIT is not due: TDH.SYS.INIT has not succeeded",
        0xc000_050c:
            "TDH.SYS.CONFIG is not due: an LP has not done TDH.SYS.LP.INIT, or the module is configured already",
        0x8000_0800: "no key could be generated, for want of entropy: it may be tried again",
        0x0000_0815: "this package has its key already",
        0xc000_0825: "the firmware has activated a number of KeyIDs that the module does not support",
        0xc000_0900:
            "a CPUID leaf differs from what this module expects: microcode, a firmware option, or a module for another CPU generation",
        0xc000_0902: "a CPUID leaf differs between LPs",
        0xc000_0910: "the firmware has not locked the SMRRs",
        0xc000_0912: "an SMRR meets convertible memory: a fault of the firmware",
        0xc000_0920: "an MSR differs between LPs: microcode or firmware does not treat them alike",
        0xc000_0921: "an MSR has another value than this module requires",
        0xc000_0a00: "the TDMR is empty, not of whole GiB, or beyond the address limits",
        0xc000_0a01: "the TDMRs are not in ascending order without overlap",
        0xc000_0a02: "the TDMR has a part that is neither reserved nor convertible memory",
        0x0000_0a03: "every page of the TDMR is initialised already",
        0xc000_0a10: "the PAMT is too small, not page aligned, or beyond the address limits",
        0xc000_0a11: "the PAMT is not inside convertible memory",
        0xc000_0a12: "the PAMT meets another one, or an unreserved part of a TDMR",
        0xc000_0a20: "the reserved area is not page aligned or leaves its TDMR",
        0xc000_0a21: "the reserved areas are not in ascending order without overlap",
        0xc000_0a22:
            "the CMRs that the firmware reports are not ascending, disjoint and page aligned below the KeyID bits",
        0xc000_0c00: "this module version does not know the metadata field",
    ]
}

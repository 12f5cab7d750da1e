/// The numbers with which a status names an operand.
enum StatusOperand {
    /// The operand's name, `RCX` or `TDMR_INFO_PA`; nil for a number that no known version uses.
    static func name(_ number: UInt32) -> String? { names[number].map { "\($0)" } }

    private static let names: [UInt32: StaticString] = [
        0: "RAX", 1: "RCX", 2: "RDX", 3: "RBX", 5: "RBP", 6: "RSI", 7: "RDI", 8: "R8", 9: "R9", 10: "R10", 11: "R11",
        12: "R12", 13: "R13",
        14: "R14", 15: "R15", 64: "ATTRIBUTES", 65: "XFAM", 66: "EXEC_CONTROLS", 67: "EPTP_CONTROLS", 68: "MAX_VCPUS",
        69: "CPUID_CONFIG",
        70: "TSC_FREQUENCY", 71: "NUM_L2_VMS", 72: "IA32_ARCH_CAPABILITIES_CONFIG", 95: "PAGE", 96: "TDMR_INFO_PA",
        97: "GPA_LIST_ENTRY",
        98: "MIG_BUFF_LIST_ENTRY", 99: "NEW_PAGE_LIST_ENTRY", 128: "TDR", 129: "TDCX", 130: "TDVPR", 132: "REG_PAGE",
        144: "TDCS", 145: "TDVPS",
        146: "SEPT_TREE", 147: "SEPT_ENTRY", 168: "RTMR", 169: "TD_EPOCH", 170: "L2_VAPIC_GPA", 171: "MIGSC",
        172: "OP_STATE", 173: "MIG",
        174: "SERVTD_BINDINGS", 176: "METADATA_FIELD", 184: "SYS", 185: "TDMR", 186: "KOT", 187: "KET", 188: "WBCACHE",
    ]
}

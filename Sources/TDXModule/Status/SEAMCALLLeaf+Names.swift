extension SEAMCALLLeaf {
    /// Bit 63 of RAX: a call of the P-SEAMLDR, not of the module.
    public static let loaderFlag: UInt64 = 1 << 63

    /// The number without the version in bits 23:16.
    public var withoutVersion: SEAMCALLLeaf { SEAMCALLLeaf(rawValue & ~0xff_0000) }

    /// The leaf as TDX documents spell it; nil for one that no known version has.
    public var knownName: String? {
        (Self.names[withoutVersion.rawValue] ?? Self.loaderNames[rawValue]).map { "\($0)" }
    }

    /// The leaf that a name stands for, with `TDH.` or without, with points or underscores.
    public init?(named text: some StringProtocol) {
        var name = text.uppercased().split(whereSeparator: { $0 == "_" || $0 == "." }).joined(separator: ".")
        if !name.hasPrefix("TDH.") { name = "TDH." + name }
        guard let found = Self.names.first(where: { "\($0.value)" == name }) else { return nil }
        self.init(found.key)
    }

    private static let names: [UInt64: StaticString] = [
        0: "TDH.VP.ENTER", 1: "TDH.MNG.ADDCX", 2: "TDH.MEM.PAGE.ADD", 3: "TDH.MEM.SEPT.ADD", 4: "TDH.VP.ADDCX",
        5: "TDH.MEM.PAGE.RELOCATE",
        6: "TDH.MEM.PAGE.AUG", 7: "TDH.MEM.RANGE.BLOCK", 8: "TDH.MNG.KEY.CONFIG", 9: "TDH.MNG.CREATE",
        10: "TDH.VP.CREATE", 11: "TDH.MNG.RD",
        12: "TDH.MEM.RD", 13: "TDH.MNG.WR", 14: "TDH.MEM.WR", 15: "TDH.MEM.PAGE.DEMOTE", 16: "TDH.MR.EXTEND",
        17: "TDH.MR.FINALIZE",
        18: "TDH.VP.FLUSH", 19: "TDH.MNG.VPFLUSHDONE", 20: "TDH.MNG.KEY.FREEID", 21: "TDH.MNG.INIT", 22: "TDH.VP.INIT",
        23: "TDH.MEM.PAGE.PROMOTE",
        24: "TDH.PHYMEM.PAGE.RDMD", 25: "TDH.MEM.SEPT.RD", 26: "TDH.VP.RD", 27: "TDH.MNG.KEY.RECLAIMID",
        28: "TDH.PHYMEM.PAGE.RECLAIM",
        29: "TDH.MEM.PAGE.REMOVE", 30: "TDH.MEM.SEPT.REMOVE", 31: "TDH.SYS.KEY.CONFIG", 32: "TDH.SYS.INFO",
        33: "TDH.SYS.INIT", 34: "TDH.SYS.RD",
        35: "TDH.SYS.LP.INIT", 36: "TDH.SYS.TDMR.INIT", 37: "TDH.SYS.RDALL", 38: "TDH.MEM.TRACK",
        39: "TDH.MEM.RANGE.UNBLOCK",
        40: "TDH.PHYMEM.CACHE.WB", 41: "TDH.PHYMEM.PAGE.WBINVD", 42: "TDH.MEM.SEPT.WR", 43: "TDH.VP.WR",
        44: "TDH.SYS.LP.SHUTDOWN",
        45: "TDH.SYS.CONFIG", 48: "TDH.SERVTD.BIND", 49: "TDH.SERVTD.PREBIND", 52: "TDH.SYS.SHUTDOWN",
        53: "TDH.SYS.UPDATE",
        58: "TDH.PHYMEM.PAMT.ADD", 59: "TDH.PHYMEM.PAMT.REMOVE", 60: "TDH.EXT.INIT", 61: "TDH.EXT.MEM.ADD",
        64: "TDH.EXPORT.ABORT",
        65: "TDH.EXPORT.BLOCKW", 66: "TDH.EXPORT.RESTORE", 68: "TDH.EXPORT.MEM", 69: "TDH.SYS.DISABLE",
        70: "TDH.EXPORT.PAUSE",
        71: "TDH.EXPORT.TRACK", 72: "TDH.EXPORT.STATE.IMMUTABLE", 73: "TDH.EXPORT.STATE.TD", 74: "TDH.EXPORT.STATE.VP",
        75: "TDH.EXPORT.UNBLOCKW",
        80: "TDH.IMPORT.ABORT", 81: "TDH.IMPORT.END", 82: "TDH.IMPORT.COMMIT", 83: "TDH.IMPORT.MEM",
        84: "TDH.IMPORT.TRACK",
        85: "TDH.IMPORT.STATE.IMMUTABLE", 86: "TDH.IMPORT.STATE.TD", 87: "TDH.IMPORT.STATE.VP",
        96: "TDH.MIG.STREAM.CREATE",
    ]

    private static let loaderNames: [UInt64: StaticString] = [
        loaderFlag: "SEAMLDR.INFO", loaderFlag | 1: "SEAMLDR.INSTALL", loaderFlag | 2: "SEAMLDR.SHUTDOWN",
    ]
}

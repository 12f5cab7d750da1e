/// A SEAMCALL leaf function as RAX names it: its number in bits 15:0, its version in bits 23:16.
@frozen
public struct SEAMCALLLeaf: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// The leaf with this number and version, as in RAX.
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// The leaf without its version.
    @inlinable public var number: SEAMCALLLeaf { SEAMCALLLeaf(rawValue & 0xffff) }
    /// The version of the leaf, RAX bits 23:16.
    @inlinable public var version: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 16) }
    /// The leaf in version `version`.
    @inlinable public func versioned(_ version: UInt8) -> SEAMCALLLeaf {
        SEAMCALLLeaf(rawValue & 0xffff | UInt64(version) << 16)
    }

    /// TDH.SYS.KEY.CONFIG: configures the global KeyID on a package.
    public static let sysKeyConfig = SEAMCALLLeaf(31)
    /// TDH.SYS.INFO: module and CMR information.
    public static let sysInfo = SEAMCALLLeaf(32)
    /// TDH.SYS.INIT: initialises the module, once.
    public static let sysInit = SEAMCALLLeaf(33)
    /// TDH.SYS.RD: reads a metadata field.
    public static let sysRead = SEAMCALLLeaf(34)
    /// TDH.SYS.LP.INIT: initialises the module on an LP.
    public static let sysLPInit = SEAMCALLLeaf(35)
    /// TDH.SYS.TDMR.INIT: initialises a part of a TDMR's PAMT.
    public static let sysTDMRInit = SEAMCALLLeaf(36)
    /// TDH.SYS.CONFIG: takes the TDMRs.
    public static let sysConfig = SEAMCALLLeaf(45)
    /// TDH.SYS.SHUTDOWN: readies the module for an update.
    public static let sysShutdown = SEAMCALLLeaf(52)
    /// TDH.SYS.UPDATE: takes over the state that the previous module handed over.
    public static let sysUpdate = SEAMCALLLeaf(53)
    /// TDH.PHYMEM.PAMT.ADD: gives the 4 KiB level of 2 MiB its two pages.
    public static let pamtAdd = SEAMCALLLeaf(58)
    /// TDH.PHYMEM.PAMT.REMOVE: takes them back.
    public static let pamtRemove = SEAMCALLLeaf(59)
    /// In no public module.
    public static let extInit = SEAMCALLLeaf(60)
    /// TDH.EXT.MEM.ADD: gives the extensions memory.
    public static let extMemAdd = SEAMCALLLeaf(61)
    /// A leaf of the P-SEAM loader, not of the module: INSTALL.
    public static let loaderInstall = SEAMCALLLeaf(0x8000_0000_0000_0001)
    /// In no public module.
    public static let sysDisable = SEAMCALLLeaf(69)

    /// The leaf as TDX documents spell it, `TDH.SYS.CONFIG`; `leaf N` for one of no known version.
    public var name: String { knownName ?? "leaf \(rawValue)" }
}

extension SEAMCALLLeaf: CustomStringConvertible {
    public var description: String { name }
}

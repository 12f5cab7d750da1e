/// A SEAMCALL leaf function as RAX names it: its number in bits 15:0, its version in bits 23:16.
@frozen
public struct SEAMCALLLeaf: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// The leaf without its version.
    @inlinable public var number: SEAMCALLLeaf { SEAMCALLLeaf(rawValue & 0xffff) }
    @inlinable public var version: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 16) }
    /// The leaf in version `version`.
    @inlinable public func versioned(_ version: UInt8) -> SEAMCALLLeaf { SEAMCALLLeaf(rawValue & 0xffff | UInt64(version) << 16) }

    public static let sysKeyConfig = SEAMCALLLeaf(31)
    public static let sysInfo = SEAMCALLLeaf(32)
    public static let sysInit = SEAMCALLLeaf(33)
    public static let sysRead = SEAMCALLLeaf(34)
    public static let sysLPInit = SEAMCALLLeaf(35)
    public static let sysTDMRInit = SEAMCALLLeaf(36)
    public static let sysConfig = SEAMCALLLeaf(45)
    public static let sysShutdown = SEAMCALLLeaf(52)
    public static let sysUpdate = SEAMCALLLeaf(53)
    public static let pamtAdd = SEAMCALLLeaf(58)
    public static let pamtRemove = SEAMCALLLeaf(59)
    /// In no public module.
    public static let extInit = SEAMCALLLeaf(60)
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

/// The number of a SEAMCALL leaf function, RAX bits 15:0.
@frozen
public struct SEAMCALLLeaf: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    public static let sysKeyConfig = SEAMCALLLeaf(31)
    public static let sysInfo = SEAMCALLLeaf(32)
    public static let sysInit = SEAMCALLLeaf(33)
    public static let sysRead = SEAMCALLLeaf(34)
    public static let sysLPInit = SEAMCALLLeaf(35)
    public static let sysTDMRInit = SEAMCALLLeaf(36)
    public static let sysConfig = SEAMCALLLeaf(45)
    public static let sysShutdown = SEAMCALLLeaf(52)
    public static let sysUpdate = SEAMCALLLeaf(53)

    /// The leaf as TDX documents spell it, `TDH.SYS.CONFIG`; `leaf N` for one of no known version.
    public var name: String { knownName ?? "leaf \(rawValue)" }
}

extension SEAMCALLLeaf: CustomStringConvertible {
    public var description: String { name }
}

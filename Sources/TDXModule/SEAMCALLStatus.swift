/// The completion status of a SEAMCALL: bits 63:32 code, the low bytes detail.
@frozen
public struct SEAMCALLStatus: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// The status with these 64 bits, as RAX returns it.
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// TDX_SUCCESS.
    public static let success = SEAMCALLStatus(0)
}

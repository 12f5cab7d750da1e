/// An encryption key's number: bits 51 ... 52 - keyid_bits of a physical address, 16 bits of a register.
///
/// Any 64-bit value can be held, so that a hostile operand or platform description can be judged.
@frozen
public struct KeyID: RawRepresentable, Hashable, Comparable, Sendable {
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// The KeyID with this number.
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }
    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension KeyID: CustomStringConvertible {
    public var description: String { String(rawValue) }
}

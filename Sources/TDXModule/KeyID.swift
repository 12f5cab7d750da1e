public import PhysicalMemory

/// An encryption key's number: bits 51 ... 52 - keyid_bits of a physical address, 16 bits of a register.
///
/// Any 64-bit value can be held, so that a hostile operand or platform description can be judged.
@frozen
public struct KeyID: RawRepresentable, Hashable, Comparable, Sendable {
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }
    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension KeyID: CustomStringConvertible {
    public var description: String { String(rawValue) }
}

/// A run of KeyIDs, both ends included; empty where `last` lies below `first`.
@frozen
public struct KeyIDRange: Hashable, Sendable {
    public var first: KeyID
    public var last: KeyID

    @inlinable public init(first: KeyID, last: KeyID) {
        self.first = first
        self.last = last
    }

    @inlinable public func contains(_ id: KeyID) -> Bool { first <= id && id <= last }
}

/// Where a physical address carries its KeyID: the bits below bit 52 that memory does not need.
@frozen
public struct KeyIDField: Hashable, Sendable {
    /// Number of bits, 0 ... 52.
    public let bits: Int

    /// - Precondition: `bits` is in 0 ... 52.
    @inlinable public init(bits: Int) {
        precondition((0...52).contains(bits), "KeyID bits are taken from a 52-bit address")
        self.bits = bits
    }

    /// One past the highest address below 2^52 that carries no KeyID, 2^(52 - bits).
    @inlinable public var addressLimit: PhysicalAddress { PhysicalAddress(1 << UInt64(52 - bits)) }

    /// The KeyID in `address`. Bits above 51 are not looked at.
    @inlinable public func keyID(in address: PhysicalAddress) -> KeyID {
        KeyID((address.rawValue & (PhysicalAddress.limit.rawValue - 1)) >> UInt64(52 - bits))
    }

    /// `address` under KeyID 0.
    @inlinable public func stripped(_ address: PhysicalAddress) -> PhysicalAddress {
        PhysicalAddress(address.rawValue - keyID(in: address).rawValue << UInt64(52 - bits))
    }
}

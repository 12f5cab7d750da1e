/// A physical address in bytes.
///
/// Any 64-bit value can be held: firmware tables and hostile inputs contain addresses that no processor has. The architectural limit is 2^52.
@frozen
public struct PhysicalAddress: RawRepresentable, Hashable, Comparable, Sendable {
    /// The address in bytes.
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// The address of byte `rawValue`.
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// One past the highest architectural physical address, 2^52.
    @inlinable public static var limit: PhysicalAddress { PhysicalAddress(1 << 52) }

    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// The address `size` bytes above `address`; traps when the sum exceeds 2^64 - 1.
    @inlinable public static func + (address: Self, size: ByteCount) -> Self { Self(address.rawValue + size.rawValue) }

    /// The distance in bytes from `b` up to `a`; traps when `b` lies above `a`.
    @inlinable public static func - (a: Self, b: Self) -> ByteCount { ByteCount(a.rawValue - b.rawValue) }

    /// Whether the address is a multiple of `alignment`, which is a power of two.
    @inlinable public func isAligned(to alignment: ByteCount) -> Bool { rawValue & (alignment.rawValue - 1) == 0 }
}

extension PhysicalAddress: CustomStringConvertible {
    /// The address as the kernel prints it: `0x80000000`.
    public var description: String { "0x" + String(rawValue, radix: 16) }
}

public import PhysicalMemory

/// Where a physical address carries its KeyID: the highest bits of those that memory does not need.
@frozen
public struct KeyIDField: Hashable, Sendable {
    /// Number of bits, 0 ... top.
    public let bits: Int
    /// The bit above the field: 52, or the processor's address width.
    public let top: Int

    /// - Precondition: `bits` is in 0 ... top, `top` in 1 ... 52.
    @inlinable public init(bits: Int, top: Int = 52) {
        precondition((1...52).contains(top) && (0...top).contains(bits), "KeyID bits are taken from a 52-bit address")
        self.bits = bits
        self.top = top
    }

    /// The lowest bit of the field.
    @inlinable public var start: Int { top - bits }

    /// One past the highest address below bit `start`: all memory that KeyID 0 can name without bits above the field.
    @inlinable public var addressLimit: PhysicalAddress { PhysicalAddress(1 << UInt64(start)) }

    /// The KeyID in `address`. Bits from `top` on are ignored.
    @inlinable public func keyID(in address: PhysicalAddress) -> KeyID {
        KeyID((address.rawValue & (1 << UInt64(top) - 1)) >> UInt64(start))
    }

    /// `address` under KeyID 0.
    @inlinable public func stripped(_ address: PhysicalAddress) -> PhysicalAddress {
        PhysicalAddress(address.rawValue - keyID(in: address).rawValue << UInt64(start))
    }

    /// Whether `address` is below 2^52 and carries no KeyID: the module's address limits. Bits between the field and bit 52, where the processor has fewer, are not looked at.
    @inlinable public func isWithinLimits(_ address: PhysicalAddress) -> Bool {
        address < .limit && keyID(in: address).rawValue == 0
    }
}

public import PhysicalMemory

/// A rate of writing memory, in bytes per second of simulated time.
@frozen
public struct Bandwidth: RawRepresentable, Hashable, Comparable, Sendable {
    /// Bytes per second; not 0 where a time is asked.
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// `n` times 10^9 bytes per second.
    @inlinable public static func gigabytesPerSecond(_ n: UInt64) -> Bandwidth {
        Bandwidth(rawValue: n * 1_000_000_000)
    }

    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// The time that writing `size` takes, rounded up to a picosecond.
    /// - Precondition: the rate is not 0.
    @inlinable public func time(toWrite size: ByteCount) -> Picoseconds {
        let product = size.rawValue.multipliedFullWidth(by: 1_000_000_000_000)
        guard product.high < rawValue else { return .longest }
        let (quotient, rest) = rawValue.dividingFullWidth(product)
        return rest == 0 ? Picoseconds(quotient) : Picoseconds(quotient) + Picoseconds(1)
    }
}

public import PhysicalMemory

/// A rate of writing memory, in bytes per second of simulated time.
@frozen
public struct Bandwidth: RawRepresentable, Hashable, Comparable, Sendable {
    /// Bytes per second; not 0 where a time is asked.
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// `n` times 10^9 bytes per second.
    @inlinable public static func gigabytesPerSecond(_ n: UInt64) -> Bandwidth { Bandwidth(rawValue: n * 1_000_000_000) }

    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// The time that writing `size` takes, rounded up to a picosecond. At 10^9 bytes per second, 2^64 ps pass within 18 PB: more traps.
    @inlinable public func time(toWrite size: ByteCount) -> Picoseconds {
        let product = size.rawValue.multipliedFullWidth(by: 1_000_000_000_000)
        let (quotient, rest) = rawValue.dividingFullWidth(product)
        return Picoseconds(rest == 0 ? quotient : quotient + 1)
    }
}

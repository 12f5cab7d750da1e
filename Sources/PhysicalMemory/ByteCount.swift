/// A size or an offset in bytes.
@frozen
public struct ByteCount: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number of bytes.
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// A size of `rawValue` bytes.
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// No bytes.
    @inlinable public static var zero: ByteCount { ByteCount(0) }
    /// 4096 bytes, the page size of all PFNs here.
    @inlinable public static var page: ByteCount { ByteCount(1 << 12) }
    /// `n` KiB. - Precondition: `n` < 2^54.
    @inlinable public static func kib(_ n: UInt64) -> ByteCount { ByteCount(n << 10) }
    /// `n` KiB, where they are a 64-bit number of bytes; else the most that are, 2^54 - 1 KiB.
    @inlinable package static func kib(clamping n: UInt64) -> ByteCount { .kib(min(n, .max >> 10)) }
    /// `n` MiB. - Precondition: `n` < 2^44.
    @inlinable public static func mib(_ n: UInt64) -> ByteCount { ByteCount(n << 20) }
    /// `n` GiB. - Precondition: `n` < 2^34.
    @inlinable public static func gib(_ n: UInt64) -> ByteCount { ByteCount(n << 30) }
    /// `n` pages of 4 KiB.
    @inlinable public static func pages(_ n: UInt64) -> ByteCount { ByteCount(n << 12) }

    /// The size of `count` values of a type that lie one behind the other.
    /// - Precondition: `count` is not negative.
    @inlinable public init<Element>(of type: Element.Type, count: Int) {
        self.init(UInt64(count * MemoryLayout<Element>.stride))
    }

    /// The size in whole 4 KiB pages, rounded down.
    @inlinable public var pages: UInt64 { rawValue >> 12 }
    /// The size in whole KiB, rounded down.
    @inlinable public var kib: UInt64 { rawValue >> 10 }
    /// The size in whole MiB, rounded down.
    @inlinable public var mib: UInt64 { rawValue >> 20 }
    /// The size in whole GiB, rounded down.
    @inlinable public var gib: UInt64 { rawValue >> 30 }

    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    @inlinable public static func + (a: Self, b: Self) -> Self { Self(a.rawValue + b.rawValue) }
    @inlinable public static func - (a: Self, b: Self) -> Self { Self(a.rawValue - b.rawValue) }
    @inlinable public static func += (a: inout Self, b: Self) { a.rawValue += b.rawValue }
    @inlinable public static func * (n: UInt64, size: Self) -> Self { Self(n * size.rawValue) }

    /// Whether the size is a multiple of `alignment`, which is a power of two.
    @inlinable public func isAligned(to alignment: ByteCount) -> Bool { rawValue & (alignment.rawValue - 1) == 0 }

    /// The size rounded up to a multiple of `alignment`, which is a power of two.
    @inlinable public func roundedUp(to alignment: ByteCount) -> Self {
        Self((rawValue + alignment.rawValue - 1) & ~(alignment.rawValue - 1))
    }
}

extension ByteCount: CustomStringConvertible {
    /// The exact size in the largest binary unit that divides it: `2 GiB`, `96 MiB`, `4 KiB`, `17 B`.
    public var description: String {
        let unit = largestUnit
        return "\(rawValue >> unit.shift) \(unit.name)"
    }

    /// The largest binary unit that divides the size.
    package var largestUnit: (shift: UInt64, name: StaticString) {
        guard rawValue != 0 else { return (0, "B") }
        return switch rawValue.trailingZeroBitCount {
        case 40...: (40, "TiB")
        case 30...: (30, "GiB")
        case 20...: (20, "MiB")
        case 10...: (10, "KiB")
        default: (0, "B")
        }
    }
}

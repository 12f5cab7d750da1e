/// A span of simulated time in whole picoseconds, so that the costs of two plans compare exactly.
///
/// Range: 0 ... 2^64 - 1, some 213 days; longer sums, which only synthetic machines reach, saturate. Simulated time never mixes with
/// measured time: nothing converts one into the other.
@frozen
public struct Picoseconds: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number of picoseconds.
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// A time of `rawValue` ps.
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// No time.
    @inlinable public static var zero: Picoseconds { Picoseconds(0) }
    /// 2^64 - 1 ps.
    @inlinable public static var longest: Picoseconds { Picoseconds(.max) }
    /// `n` ns. - Precondition: below 2^64 ps, 213 days.
    @inlinable public static func nanoseconds(_ n: UInt64) -> Picoseconds { Picoseconds(n * 1000) }
    /// `n` us. - Precondition: below 2^64 ps, 213 days.
    @inlinable public static func microseconds(_ n: UInt64) -> Picoseconds { Picoseconds(n * 1_000_000) }
    /// `n` ms. - Precondition: below 2^64 ps, 213 days.
    @inlinable public static func milliseconds(_ n: UInt64) -> Picoseconds { Picoseconds(n * 1_000_000_000) }

    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    @inlinable public static func + (a: Self, b: Self) -> Self {
        let (sum, overflow) = a.rawValue.addingReportingOverflow(b.rawValue)
        return overflow ? .longest : Self(sum)
    }
    /// The span from `b` up to `a`; traps when `b` is the longer one.
    @inlinable public static func - (a: Self, b: Self) -> Self { Self(a.rawValue - b.rawValue) }
    @inlinable public static func += (a: inout Self, b: Self) { a = a + b }
    @inlinable public static func * (n: UInt64, span: Self) -> Self {
        let (product, overflow) = span.rawValue.multipliedReportingOverflow(by: n)
        return overflow ? .longest : Self(product)
    }

    /// The span divided among `parts`, rounded up.
    /// - Precondition: `parts` > 0.
    @inlinable public func dividedRoundingUp(by parts: UInt64) -> Self {
        let (quotient, rest) = rawValue.quotientAndRemainder(dividingBy: parts)
        return Self(rest == 0 ? quotient : quotient + 1)
    }
}

extension Picoseconds {
    /// The span in microseconds. The nearest number's shortest decimal form is the exact one up to 10 days.
    public var microseconds: Double { Double(rawValue) / 1_000_000 }

    /// The span in seconds, for charts and percentages only.
    public var seconds: Double { Double(rawValue) * 1e-12 }
}

extension Picoseconds: CustomStringConvertible {
    /// The span to four significant digits in the unit that suits it: `266.2 ns`, `6.266 us`, `1.573 s`.
    public var description: String {
        for (unit, suffix) in [(1_000_000_000_000, "s"), (1_000_000_000, "ms"), (1_000_000, "us"), (1000, "ns")]
            as [(UInt64, String)]
        where rawValue >= unit {
            return Self.fourDigits(rawValue, unit: unit) + " " + suffix
        }
        return "\(rawValue) ps"
    }

    /// `value / unit` rounded half up to four significant digits; `value >= unit`, `unit` a power of 1000.
    private static func fourDigits(_ value: UInt64, unit: UInt64) -> String {
        let whole = value / unit
        let decimals = whole >= 1000 ? 0 : whole >= 100 ? 1 : whole >= 10 ? 2 : 3
        let scale: UInt64 = [1, 10, 100, 1000][decimals]
        let step = unit / scale
        let rounded = value / step + (value % step >= step - step / 2 && step > 1 ? 1 : 0)
        guard decimals > 0 else { return String(rounded) }
        let fraction = String(rounded % scale)
        return "\(rounded / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }
}

/// The one source of random numbers: the same seed gives the same numbers on every machine and in every build.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014). Period 2^64; 1 ns a number; not for secrets.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    @usableFromInline var state: UInt64

    /// A generator at the beginning of the sequence of `seed`; any value will do.
    @inlinable package init(seed: UInt64) { state = seed }

    @inlinable package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// A number in `0 ..< bound`, by one multiplication; the bias is below `bound` / 2^64. Unlike the standard library's, this never draws twice and
    /// will not change with it.
    /// - Precondition: `bound` > 0.
    @inlinable package mutating func below(_ bound: UInt64) -> UInt64 { next().multipliedFullWidth(by: bound).high }

    /// A number in `range`.
    @inlinable package mutating func number(in range: ClosedRange<UInt64>) -> UInt64 {
        let width = range.upperBound - range.lowerBound
        return width == .max ? next() : range.lowerBound + below(width + 1)
    }

    /// A generator for another, independent stream.
    @inlinable package mutating func split() -> SeededRandom { SeededRandom(seed: next()) }
}

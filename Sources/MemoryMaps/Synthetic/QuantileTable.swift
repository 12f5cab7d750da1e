import PhysicalMemory
import SeededRandom

/// A distribution given by its quantiles, drawn from in integer arithmetic, so that a seed gives the same machine everywhere.
///
/// Between two known quantiles the value is interpolated, on a linear or on a logarithmic scale. The logarithm is that of a floating-point bit pattern
/// (exponent, then mantissa): monotonic, exact at powers of two and at every known quantile, and without any rounding that could differ.
struct QuantileTable: Hashable, Sendable {
    enum Scale: Sendable {
        case linear
        case logarithmic
    }

    /// One whole in the unit of positions: parts per million.
    static let whole: UInt64 = 1_000_000

    private var positions: [UInt64]
    private var values: [UInt64]
    private var scale: Scale

    /// - Parameter points: position in parts per million and value there; both ascending, the first position 0 and the last `whole`.
    init(_ points: [(position: UInt64, value: UInt64)], scale: Scale) {
        precondition(
            points.first?.position == 0 && points.last?.position == Self.whole, "a distribution reaches from 0 to 1")
        positions = points.map(\.position)
        values = points.map(\.value)
        self.scale = scale
    }

    /// A table of these quantiles: p0, p10, p25, p50, p75, p90, p95, p99, max.
    init(quantiles values: [UInt64], scale: Scale) {
        self.init(zip(Self.quantilePositions, values).map { (position: $0, value: $1) }, scale: scale)
    }

    /// The same quantiles of sizes; drawn in pages.
    init(quantilesOfSizes sizes: [ByteCount]) {
        self.init(quantiles: sizes.map(\.pages), scale: .logarithmic)
    }

    static let quantilePositions: [UInt64] = [
        0, 100_000, 250_000, 500_000, 750_000, 900_000, 950_000, 990_000, 1_000_000,
    ]

    /// The value below which `position` parts per million of the draws lie.
    /// - Precondition: `position` <= `whole`.
    /// - Complexity: O(points).
    func value(at position: UInt64) -> UInt64 {
        let upper = positions.dropFirst().firstIndex { position <= $0 } ?? positions.count - 1
        let (low, high) = (values[upper - 1], values[upper])
        let (done, span) = (position - positions[upper - 1], positions[upper] - positions[upper - 1])
        switch scale {
        case .linear: return low + ((high - low) * done + span / 2) / span
        case .logarithmic:
            let (from, to) = (Self.logarithm(low), Self.logarithm(high))
            return Self.power(from + (to - from) * done / span)
        }
    }

    func draw(_ random: inout SeededRandom) -> UInt64 { value(at: random.below(Self.whole)) }

    /// The exponent above 32 bits of mantissa. Values are below 2^44 here, so a difference times `whole` stays below 2^58.
    private static func logarithm(_ value: UInt64) -> UInt64 {
        let exponent = UInt64(63 - value.leadingZeroBitCount)
        let mantissa = (exponent <= 32 ? value << (32 - exponent) : value >> (exponent - 32)) & 0xffff_ffff
        return exponent << 32 | mantissa
    }

    private static func power(_ logarithm: UInt64) -> UInt64 {
        let exponent = logarithm >> 32
        let mantissa = logarithm & 0xffff_ffff | 1 << 32
        return exponent <= 32 ? mantissa >> (32 - exponent) : mantissa << (exponent - 32)
    }
}

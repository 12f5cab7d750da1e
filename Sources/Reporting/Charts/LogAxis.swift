#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A logarithmic axis: positive values mapped onto a stretch of the picture.
struct LogAxis {
    let low: Double
    let high: Double
    let from: Double
    let to: Double

    /// An axis over `values` (positive ones count), widened to at least half a decade; `from` and `to` are picture coordinates of its ends.
    init(over values: some Sequence<Double>, from: Double, to: Double, padding: Double = 1.15) {
        var low = Double.infinity
        var high = 0.0
        for value in values where value > 0 && value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        if high == 0 { (low, high) = (1, 10) }
        if high / low < 3.2 {
            let middle = exp((log(low) + log(high)) / 2)
            (low, high) = (middle / 1.8, middle * 1.8)
        }
        // At the ends of what a number can be, too.
        self.low = max(low / padding, .leastNormalMagnitude)
        self.high = min(high * padding, .greatestFiniteMagnitude)
        self.from = from
        self.to = to
    }

    func position(_ value: Double) -> Double {
        from + (log(value) - log(low)) / (log(high) - log(low)) * (to - from)
    }

    func contains(_ value: Double) -> Bool { value >= low && value <= high }

    /// 1, 2 and 5 times powers of ten within the axis, thinned so that about `most` remain.
    func decimalTicks(most: Int = 9) -> [Double] {
        for steps in [[1.0, 2, 5], [1.0, 3], [1.0]] {
            let ticks = powers(of: 10).flatMap { power in steps.map { $0 * power } }.filter(contains)
            if ticks.count <= most { return ticks }
        }
        return powers(of: 100).filter(contains)
    }

    /// Powers of four within the axis, for sizes.
    func sizeTicks() -> [Double] {
        let ticks = powers(of: 4).filter(contains)
        return ticks.count <= 12 ? ticks : powers(of: 16).filter(contains)
    }

    private func powers(of base: Double) -> [Double] {
        let first = Int((log(low) / log(base)).rounded(.down))
        let last = Int((log(high) / log(base)).rounded(.up))
        return (first...last).map { pow(base, Double($0)) }
    }
}

/// Short numbers for axes and labels.
enum ShortNumber {
    /// `0.5`, `2.5`, `120`, `16k`, `4M`: decimal thousands.
    static func decimal(_ value: Double) -> String {
        for (scale, suffix) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= scale * 0.9995 { return threeDigits(value / scale) + suffix }
        return threeDigits(value)
    }

    /// `16`, `1k`, `256k`, `4M`: counts in powers of 1024 where they divide, otherwise decimal.
    static func count(_ value: Double) -> String {
        guard value >= 0, value < 0x1p63 else { return decimal(value) }
        let whole = UInt64(value.rounded())
        for (shift, suffix) in [(30, "G"), (20, "M"), (10, "k")] as [(UInt64, String)] where whole >= 1 << shift && whole % (1 << shift) == 0 {
            return "\(whole >> shift)\(suffix)"
        }
        return decimal(value)
    }

    /// `32 KiB`, `1 MiB`, `2.5 GiB`.
    static func bytes(_ value: Double) -> String {
        for (scale, unit) in [(1_073_741_824.0, "GiB"), (1_048_576.0, "MiB"), (1024.0, "KiB")] where value >= scale { return threeDigits(value / scale) + " " + unit }
        return threeDigits(value) + " B"
    }

    private static func threeDigits(_ value: Double) -> String {
        guard value < 1e15, value >= 0 else { return "\(value)" }
        let decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
        let scale = [1.0, 10, 100][decimals]
        let units = Int((value * scale).rounded())
        guard decimals > 0, units % Int(scale) != 0 else { return "\(units / Int(scale))" }
        var fraction = String(units % Int(scale))
        while fraction.count < decimals { fraction = "0" + fraction }
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(units / Int(scale)).\(fraction)"
    }
}

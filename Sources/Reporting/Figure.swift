/// Figures as people read them: three or four significant digits and a unit that fits.
package enum Figure {
    /// A time given in nanoseconds: `0.62 ns`, `14.3 ns`, `1.27 us`, `20.4 ms`.
    package static func time(nanoseconds: Double) -> String {
        for (scale, unit) in [(1e9, "s"), (1e6, "ms"), (1e3, "us")] as [(Double, String)]
        where abs(nanoseconds) >= scale * 0.9995 {
            return "\(significant(nanoseconds / scale)) \(unit)"
        }
        return "\(significant(nanoseconds)) ns"
    }

    /// Three significant digits, never an exponent: `0.0123`, `1.23`, `12.3`, `123`, `1234`.
    package static func significant(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        guard value != 0 else { return "0" }
        var decimals = 0
        var magnitude = abs(value)
        while magnitude < 99.95, decimals < 6 {
            magnitude *= 10
            decimals += 1
        }
        return fixed(value, decimals: decimals)
    }

    /// Rounded to `decimals` places (at most 9), half away from zero.
    package static func fixed(_ value: Double, decimals: Int) -> String {
        guard abs(value) < 9e8 else {
            return value.isFinite && abs(value) < 9e18 ? String(Int64(value.rounded())) : String(value)
        }
        let scale = (0..<decimals).reduce(Int64(1)) { product, _ in product * 10 }
        let scaled = Int64((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled != 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(sign)\(scaled / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// A ratio: `1.00x`, `0.34x`, `17.2x`.
    package static func ratio(_ value: Double) -> String {
        (value >= 0.1 && value < 10 ? fixed(value, decimals: 2) : significant(value)) + "x"
    }

    /// A relative half-width or change: `0.4 %`.
    package static func percent(_ share: Double, decimals: Int = 1) -> String {
        fixed(share * 100, decimals: decimals) + " %"
    }

    /// A count with thin groups: `1,048,576`.
    package static func count(_ value: Int) -> String {
        var digits = String(value.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}

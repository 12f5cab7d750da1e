internal import PhysicalMemory

/// Short numbers for axes and labels.
enum ShortNumber {
    /// `0.5`, `2.5`, `120`, `16k`, `4M`: decimal thousands.
    static func decimal(_ value: Double) -> String {
        for (scale, suffix) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= scale * 0.9995 {
            return threeDigits(value / scale) + suffix
        }
        return threeDigits(value)
    }

    /// `16`, `1k`, `256k`, `4M`: counts in powers of 1024 where they divide, otherwise decimal.
    static func count(_ value: Double) -> String {
        guard value >= 0, value < 0x1p63 else { return decimal(value) }
        let whole = UInt64(value.rounded())
        for (shift, suffix) in [(30, "G"), (20, "M"), (10, "k")] as [(UInt64, String)]
        where whole >= 1 << shift && whole % (1 << shift) == 0 {
            return "\(whole >> shift)\(suffix)"
        }
        return decimal(value)
    }

    /// `32 KiB`, `1 MiB`, `2.5 GiB`.
    static func size(_ size: ByteCount) -> String {
        let value = Double(size.rawValue)
        for (scale, unit) in [(1_073_741_824.0, "GiB"), (1_048_576.0, "MiB"), (1024.0, "KiB")] where value >= scale {
            return threeDigits(value / scale) + " " + unit
        }
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

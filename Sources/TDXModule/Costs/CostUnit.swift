/// A unit in which a cost parameter is written.
public enum CostUnit: String, Hashable, Sendable, CaseIterable {
    /// 10^-12 s.
    case picoseconds = "ps"
    /// 10^-9 s.
    case nanoseconds = "ns"
    /// 10^-6 s.
    case microseconds = "us"
    /// 10^-3 s.
    case milliseconds = "ms"
    /// 10^9 bytes a second.
    case gigabytesPerSecond = "GB/s"

    /// Base units in one: picoseconds, or bytes per second.
    var scale: UInt64 {
        switch self {
        case .picoseconds: 1
        case .nanoseconds: 1000
        case .microseconds: 1_000_000
        case .milliseconds, .gigabytesPerSecond: 1_000_000_000
        }
    }

    var isTime: Bool { self != .gigabytesPerSecond }

    /// The exact number of base units that `text`, a plain decimal number, stands for; nil where it is not a number, too large, or finer than a base unit.
    func baseUnits(_ text: some StringProtocol) -> UInt64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard
            parts.allSatisfy({
                !$0.isEmpty && $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }),
            let whole = UInt64(parts[0])
        else { return nil }
        var (value, overflow) = whole.multipliedReportingOverflow(by: scale)
        var place = scale
        for digit in parts.count == 2 ? Array(parts[1].utf8) : [] where !overflow {
            let worth = UInt64(digit - UInt8(ascii: "0"))
            guard place % 10 == 0 || worth == 0 else { return nil }
            place /= 10
            (value, overflow) = value.addingReportingOverflow(worth * place)
        }
        return overflow ? nil : value
    }

    /// `value` base units in this unit, exact and without trailing zeros.
    func text(_ value: UInt64) -> String {
        let (whole, fraction) = value.quotientAndRemainder(dividingBy: scale)
        guard fraction != 0 else { return String(whole) }
        // scale is a power of ten: its digits after the first are the decimals.
        var tail = String(scale + fraction).dropFirst()
        while tail.last == "0" { tail.removeLast() }
        return "\(whole).\(tail)"
    }
}

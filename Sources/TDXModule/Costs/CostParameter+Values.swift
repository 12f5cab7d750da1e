import SafeText

extension CostParameter {
    /// The values taken, with the unit: `1 .. 4.2 us`.
    public var rangeText: String { "\(facts.range.low) .. \(facts.range.high) \(facts.unit.rawValue)" }

    /// The values taken, in base units.
    var range: ClosedRange<UInt64> {
        // The texts are this file's own; a test reads each of them.
        let low = facts.unit.baseUnits(facts.range.low) ?? 0
        return low...(facts.unit.baseUnits(facts.range.high) ?? low)
    }

    /// The value of `text` in base units. Without a unit the parameter's own is meant; of two spellings of microseconds both are read.
    func value(_ text: some StringProtocol) throws(CostError) -> UInt64 {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        var suffix = String(text[number.endIndex...].drop { $0 == " " })
        if suffix == "\u{b5}s" || suffix == "\u{3bc}s" { suffix = "us" }
        let unit = suffix.isEmpty ? facts.unit : CostUnit(rawValue: suffix)
        guard let unit, unit.isTime == facts.unit.isTime, let value = unit.baseUnits(number) else {
            throw .notANumber(self, text: TerminalText.quoted(String(text)))
        }
        guard range.contains(value) else { throw .outOfRange(self, text: TerminalText.quoted(String(text))) }
        return value
    }
}

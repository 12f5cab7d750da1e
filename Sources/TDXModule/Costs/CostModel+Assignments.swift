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

extension CostModel {
    /// A parameter's value with its unit, exact: `2 us`.
    public func text(_ parameter: CostParameter) -> String {
        "\(parameter.facts.unit.text(self[parameter])) \(parameter.facts.unit.rawValue)"
    }

    /// Applies `NAME=VALUE`. A value is a decimal number in the parameter's own unit, or one followed by a unit: `t_trans=2.5`, `t_area=400ps`.
    public mutating func assign(_ text: some StringProtocol) throws(CostError) {
        let (parameter, value) = try Self.assignment(text)
        self[parameter] = value
    }

    /// Applies a file: one `NAME=VALUE` per line, blanks allowed around both, `#` starts a comment. Nothing is applied when a line is bad.
    public mutating func assign(file text: String) throws(CostFileError) {
        var reader = CostFileReader(self)
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { try reader.take(line) }
        self = reader.model
    }

    static func assignment(_ text: some StringProtocol) throws(CostError) -> (CostParameter, UInt64) {
        guard let equals = text.firstIndex(of: "=") else { throw .notAnAssignment(TerminalText.quoted(String(text))) }
        let name = text[..<equals].trimmingBlanks()
        guard let parameter = CostParameter(rawValue: String(name)) else {
            throw .unknown(name: TerminalText.quoted(String(name)))
        }
        return (parameter, try parameter.value(text[text.index(after: equals)...].trimmingBlanks()))
    }
}

extension StringProtocol {
    func trimmingBlanks() -> SubSequence {
        let isBlank = { (c: Character) in c == " " || c == "\t" || c == "\r" }
        var rest = drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }
}

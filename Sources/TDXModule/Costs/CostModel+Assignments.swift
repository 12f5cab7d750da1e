import Algorithms
import SafeText

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
        let name = text[..<equals].trimming(while: \.isBlank)
        guard let parameter = CostParameter(rawValue: String(name)) else {
            throw .unknown(name: TerminalText.quoted(String(name)))
        }
        return (parameter, try parameter.value(text[text.index(after: equals)...].trimming(while: \.isBlank)))
    }
}

extension Character {
    /// Whether it is a blank around a name or a value, or what a line's end leaves.
    var isBlank: Bool { self == " " || self == "\t" || self == "\r" }
}

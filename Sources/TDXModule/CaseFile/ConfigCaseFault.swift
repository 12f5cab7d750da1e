/// What is wrong with a line of a case file. Texts are as found, shortened and without control characters.
public enum ConfigCaseFault: Error, Hashable, Sendable {
    /// The file holds no case.
    case noCase
    /// A line begins with an unknown directive.
    case unknownDirective(String)
    /// A directive before the first `case` or after an `end`.
    case outsideCase(directive: String)
    /// A `case` line before the `end` of the current one.
    case unfinishedBeforeNext(name: String)
    /// The file ends before the `end` of the current case.
    case unfinished(name: String)
    /// A directive lacks one of its fields.
    case missingField(directive: String, field: String)
    /// A directive has more fields than it takes.
    case extraField(directive: String, text: String)
    /// A directive that may stand once stands again.
    case repeated(String)
    /// A field that is not `KEY=VALUE`.
    case notAnAssignment(String)
    /// A directive does not have this key.
    case unknownKey(directive: String, key: String)
    /// A field that should be a number is not one.
    case notANumber(String)
    /// A number of more than 64 bits.
    case numberTooLarge(String)
    /// A number above the highest value the key takes.
    case outOfRange(key: String, highest: UInt64)
    /// A line longer than any case needs.
    case lineTooLong
    /// More CMRs than a case may have.
    case tooManyCMRs(limit: Int)
    /// More TDMRs than a case may have.
    case tooManyTDMRs(limit: Int)
    /// More reserved areas than a TDMR of a case may have.
    case tooManyReservedAreas(limit: Int)
    /// A field that is not `OFFSET,SIZE`.
    case notAReservedArea(String)
}

extension ConfigCaseFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noCase: "no case found"
        case .unknownDirective(let text): "unknown directive '\(text)'"
        case .outsideCase(let directive): "'\(directive)' outside a case"
        case .unfinishedBeforeNext(let name): "case '\(name)' has no 'end' before the next case"
        case .unfinished(let name): "case '\(name)' has no 'end'"
        case .missingField(let directive, let field): "'\(directive)' lacks \(field)"
        case .extraField(let directive, let text): "'\(directive)' takes nothing more, found '\(text)'"
        case .repeated(let text): "'\(text)' is repeated"
        case .notAnAssignment(let text): "expected KEY=NUMBER, found '\(text)'"
        case .unknownKey(let directive, let key): "'\(directive)' has no '\(key)'"
        case .notANumber(let text): "'\(text)' is not a number"
        case .numberTooLarge(let text): "'\(text)' exceeds 2^64 - 1"
        case .outOfRange(let key, let highest): "'\(key)' is above \(highest)"
        case .lineTooLong: "the line is too long"
        case .tooManyTDMRs(let limit): "more than \(limit) TDMRs"
        case .tooManyCMRs(let limit): "more than \(limit) CMRs"
        case .tooManyReservedAreas(let limit): "more than \(limit) reserved areas"
        case .notAReservedArea(let text): "expected OFFSET,SIZE, found '\(text)'"
        }
    }
}

/// One case of a case file: a call of TDH.SYS.CONFIG on some platform, and perhaps the verdict that the genuine module gave.
public struct ConfigCase: Hashable, Sendable {
    public var name: String
    public var platform: ConfigPlatform
    public var call: ConfigCall
    /// The expected verdict as `ConfigVerdict.description` spells it; nil where the file gives none.
    public var expectation: String?

    public init(name: String, platform: ConfigPlatform, call: ConfigCall, expectation: String? = nil) {
        self.name = name
        self.platform = platform
        self.call = call
        self.expectation = expectation
    }
}

/// A malformed case file: what is wrong, and in which line.
public struct ConfigCaseError: Error, Hashable, Sendable {
    /// Counted from 1; the last line for a fault of the whole file.
    public var line: Int
    public var fault: ConfigCaseFault

    public init(line: Int, fault: ConfigCaseFault) {
        self.line = line
        self.fault = fault
    }
}

/// What is wrong with a line of a case file. Texts are as found, shortened and without control characters.
public enum ConfigCaseFault: Error, Hashable, Sendable {
    case noCase
    case unknownDirective(String)
    /// A directive before the first `case` or after an `end`.
    case outsideCase(directive: String)
    /// A `case` line before the `end` of the one at hand.
    case unfinishedBeforeNext(name: String)
    /// The file ends before the `end` of the case at hand.
    case unfinished(name: String)
    case missingField(directive: String, field: String)
    case extraField(directive: String, text: String)
    case repeated(String)
    case notAnAssignment(String)
    case unknownKey(directive: String, key: String)
    case notANumber(String)
    case numberTooLarge(String)
    case outOfRange(key: String, highest: UInt64)
    case lineTooLong
    case tooManyCMRs(limit: Int)
    case tooManyTDMRs(limit: Int)
    case tooManyReservedAreas(limit: Int)
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
        case .notANumber(let text): "'\(text)' is no number"
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

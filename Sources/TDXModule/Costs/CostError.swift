/// Why a cost parameter was refused.
public enum CostError: Error, Hashable, Sendable {
    /// No parameter has this name.
    case unknown(name: String)
    /// Not of the form NAME=VALUE.
    case notAnAssignment(String)
    /// The value is not a decimal number with a fitting unit, or is finer than a picosecond or a byte per second.
    case notANumber(CostParameter, text: String)
    /// The value is outside the range of the parameter.
    case outOfRange(CostParameter, text: String)
    /// A file gives a parameter twice.
    case repeated(CostParameter, firstLine: Int)
    /// A line longer than any assignment.
    case lineTooLong
    /// A file of more lines than any list of parameters has.
    case tooManyLines(most: Int)
}

extension CostError: CustomStringConvertible {
    public var description: String {
        let known = "the parameters are " + CostParameter.allCases.map(\.name).joined(separator: ", ")
        return switch self {
        case .unknown(let name): "unknown cost parameter \"\(name)\"; \(known)"
        case .notAnAssignment(let text): "\"\(text)\" is not of the form NAME=VALUE; \(known)"
        case .notANumber(let parameter, let text):
            "\"\(text)\" is not a value for \(parameter.name) (\(parameter.rangeText)); \(known)"
        case .outOfRange(let parameter, let text):
            "\(parameter.name)=\(text) is outside \(parameter.rangeText); \(known)"
        case .lineTooLong: "the line is too long"
        case .tooManyLines(let most): "a file of cost parameters has at most \(most) lines"
        case .repeated(let parameter, let firstLine):
            "\(parameter.name) was given on line \(firstLine) already; \(known)"
        }
    }
}

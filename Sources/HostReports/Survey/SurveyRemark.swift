public import MemoryMaps
public import TDMRConstruction

/// What a survey says of an input: why it was refused, why Linux fails, or why memory may be missing.
public struct SurveyRemark: Sendable {
    /// What it is about.
    public enum Subject: Sendable {
        /// The input cannot be read, or states no memory.
        case input(InputFault)
        /// The input can be read, but not all of it is believed.
        case concern(InputConcern)
        /// Linux makes no layout; only what has a message.
        case construction(ConstructionError)
        /// The module refuses the layout.
        case layout(LayoutRefusal)
        /// Read back from a row, which holds the sentence alone.
        case sentence(String)
    }

    /// The line of the input, counted from 1; nil where it is about the whole of it.
    public let line: Int?
    /// What it is about.
    public let subject: Subject

    init(_ subject: Subject, line: Int? = nil) {
        self.subject = subject
        self.line = line
    }

    /// nil where the kernel prints nothing.
    init?(_ error: ConstructionError) {
        guard error.message != nil else { return nil }
        self.init(.construction(error))
    }

    init(_ error: InputError) { self.init(.input(error.fault), line: error.line) }
    init(_ warning: InputWarning) { self.init(.concern(warning.concern), line: warning.line) }

    /// What is said, without the line.
    public var sentence: String {
        switch subject {
        case .input(let fault): fault.description
        case .concern(let concern): concern.description
        case .construction(let error): error.message ?? error.status
        case .layout(let refusal): "the module refuses: \(refusal)"
        case .sentence(let text): text
        }
    }
}

extension SurveyRemark: CustomStringConvertible {
    public var description: String { (line.map { "line \($0): " } ?? "") + sentence }
}

extension SurveyRemark: Hashable {
    /// Two remarks are equal if a row of the survey holds the same text of both.
    public static func == (one: Self, other: Self) -> Bool { one.description == other.description }

    public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

extension SurveyRemark: Decodable {
    /// Reads what `description` wrote, `line N: ` before the sentence.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        let digits = text.hasPrefix("line ") ? text.dropFirst(5).prefix { $0.isASCII && $0.isNumber } : ""
        let start = "line \(digits): "
        // Anything else, a number with leading zeros for example, was not written by `description` and belongs to the sentence.
        if let line = Int(digits), line.description == digits, text.hasPrefix(start) {
            self.init(.sentence(String(text.dropFirst(start.count))), line: line)
        } else {
            self.init(.sentence(text))
        }
    }
}

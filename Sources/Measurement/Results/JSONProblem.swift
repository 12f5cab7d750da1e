/// Why a text is not JSON, or not the JSON that was expected.
enum JSONProblem: FileFault.Problem, Hashable {
    case notJSON
    case afterEnd
    case nestedTooDeeply
    case endsInValue
    case endsInString
    case nameMissing
    case colonMissing
    case commaOrBraceMissing
    case commaOrBracketMissing
    case controlCharacter
    case notANumber

    /// A member that must be there.
    case missing(String)
    /// A member, or the whole value where it has no name.
    case null(String?)
    case otherType(String?)
    /// In the decoder's own words.
    case corrupted(String?, String)
    case undecodable(String)

    var description: String {
        func place(_ name: String?) -> String { name.map { "'\($0)'" } ?? "the value" }
        return switch self {
        case .notJSON: "this is not JSON"
        case .afterEnd: "there is something after the end of the JSON value"
        case .nestedTooDeeply: "nested too deeply"
        case .endsInValue: "the file ends in the middle of a JSON value"
        case .endsInString: "the file ends in the middle of a string"
        case .nameMissing: "a name in double quotes is missing"
        case .colonMissing: "':' is missing after a name"
        case .commaOrBraceMissing: "',' or '}' is missing"
        case .commaOrBracketMissing: "',' or ']' is missing"
        case .controlCharacter: "a control character in a string"
        case .notANumber: "not a number"
        case .missing(let name): "\(place(name)) is missing"
        case .null(let name): "\(place(name)) must not be null"
        case .otherType(let name): "\(place(name)) has another type than expected"
        case .corrupted(let name, let text): "\(place(name)): \(text)"
        case .undecodable(let text): text
        }
    }
}

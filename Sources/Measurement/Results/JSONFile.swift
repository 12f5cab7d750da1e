import FoundationEssentials
import JSONText

/// Reads the project's JSON files: snake_case names, and every fault with its line. `JSONValue` writes them.
public enum JSONFile {
    /// Decodes `bytes`, the content of `path`.
    /// - Throws: `FileFault` with the line of the value that does not fit.
    public static func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8], path: String) throws(FileFault) -> T {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            if let fault = JSONLocator.fault(in: bytes) {
                throw FileFault(path: path, line: fault.line, fault.problem)
            }
            let (steps, problem) = explanation(error)
            throw FileFault(path: path, line: JSONLocator.line(of: steps, in: bytes), problem)
        }
    }

    /// The place of a decoder's error, and its text.
    private static func explanation(_ error: any Error) -> ([JSONLocator.Step], JSONProblem) {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            (steps(context.codingPath), .missing(JSONValue.Member.name(of: key)))
        case DecodingError.valueNotFound(_, let context):
            (steps(context.codingPath), .null(name(context.codingPath)))
        case DecodingError.typeMismatch(_, let context):
            (steps(context.codingPath), .otherType(name(context.codingPath)))
        case DecodingError.dataCorrupted(let context):
            (steps(context.codingPath), .corrupted(name(context.codingPath), context.debugDescription))
        default: ([], .undecodable("\(error)"))
        }
    }

    private static func steps(_ path: [any CodingKey]) -> [JSONLocator.Step] {
        path.map { key in key.intValue.map { .index($0) } ?? .key(JSONValue.Member.name(of: key)) }
    }

    private static func name(_ path: [any CodingKey]) -> String? {
        path.last { $0.intValue == nil }.map(JSONValue.Member.name(of:))
    }
}

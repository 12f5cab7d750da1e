import FoundationEssentials

/// Reads and writes the project's JSON files: snake_case names, and every fault with its line.
public enum JSONFile {
    /// Decodes `bytes`, the content of `path`.
    /// - Throws: `FileFault` with the line of what does not fit.
    public static func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8], path: String) throws(FileFault) -> T {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            if let fault = JSONLocator.fault(in: bytes) {
                throw FileFault(path: path, line: fault.line, reason: fault.reason)
            }
            let (steps, reason) = explanation(error)
            throw FileFault(path: path, line: JSONLocator.line(of: steps, in: bytes), reason: reason)
        }
    }

    /// One line of JSON with sorted names, no newline at its end.
    /// - Throws: `EncodingError` for a number that is not finite.
    public static func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Where a decoder's error lies and what it says, in our words.
    private static func explanation(_ error: any Error) -> ([JSONLocator.Step], String) {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            (steps(context.codingPath), "'\(snakeCase(key.stringValue))' is missing")
        case DecodingError.valueNotFound(_, let context):
            (steps(context.codingPath), "\(place(context.codingPath)) must not be null")
        case DecodingError.typeMismatch(_, let context):
            (steps(context.codingPath), "\(place(context.codingPath)) has another type than expected")
        case DecodingError.dataCorrupted(let context):
            (steps(context.codingPath), "\(place(context.codingPath)): \(context.debugDescription)")
        default: ([], "\(error)")
        }
    }

    private static func steps(_ path: [any CodingKey]) -> [JSONLocator.Step] {
        path.map { key in key.intValue.map { .index($0) } ?? .key(snakeCase(key.stringValue)) }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        guard let last = path.last(where: { $0.intValue == nil }) else { return "the value" }
        return "'\(snakeCase(last.stringValue))'"
    }

    private static func snakeCase(_ name: String) -> String {
        name.reduce(into: "") { text, character in
            text += character.isUppercase ? "_" + character.lowercased() : String(character)
        }
    }
}

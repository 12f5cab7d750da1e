/// Finds places in a JSON text: the first syntax error, and the line of the value at a path. Foundation's decoder gives neither.
///
/// One pass over the bytes, no tree; nesting deeper than 512 is a fault.
struct JSONLocator {
    /// What is wrong and where.
    struct Fault: Error, Hashable {
        var line: Int
        var problem: JSONProblem
    }

    /// A step down: into an object or an array.
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// The path looked for, and the line where the deepest part of it was seen.
    private let target: [Step]
    private var found: (depth: Int, line: Int) = (-1, 1)

    private init(_ bytes: [UInt8], target: [Step]) {
        self.bytes = bytes
        self.target = target
    }

    /// The first fault of the text; nil when it is JSON.
    static func fault(in bytes: [UInt8]) -> Fault? {
        var locator = JSONLocator(bytes, target: [])
        do {
            try locator.document()
            return nil
        } catch { return error }
    }

    /// The line on which the value at `path` begins, or its nearest ancestor that exists; 1 when none does.
    static func line(of path: [Step], in bytes: [UInt8]) -> Int {
        var locator = JSONLocator(bytes, target: path)
        try? locator.document()
        return locator.found.line
    }

    private mutating func document() throws(Fault) {
        try value(depth: 0, matching: true)
        skipSpace()
        if position < bytes.count { throw fault(.afterEnd) }
    }

    private func fault(_ problem: JSONProblem) -> Fault { Fault(line: line, problem: problem) }

    private mutating func value(depth: Int, matching: Bool) throws(Fault) {
        skipSpace()
        if matching, depth > found.depth { found = (depth, line) }
        guard depth < 512 else { throw fault(.nestedTooDeeply) }
        guard position < bytes.count else { throw fault(.endsInValue) }
        switch bytes[position] {
        case UInt8(ascii: "{"): try object(depth, matching)
        case UInt8(ascii: "["): try array(depth, matching)
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: try word()
        }
    }

    private mutating func object(_ depth: Int, _ matching: Bool) throws(Fault) {
        position += 1
        if take("}") { return }
        repeat {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw fault(.nameMissing)
            }
            let name = try string()
            guard take(":") else { throw fault(.colonMissing) }
            try value(depth: depth + 1, matching: matching && depth < target.count && target[depth] == .key(name))
        } while take(",")
        guard take("}") else { throw fault(.commaOrBraceMissing) }
    }

    private mutating func array(_ depth: Int, _ matching: Bool) throws(Fault) {
        position += 1
        if take("]") { return }
        var index = 0
        repeat {
            try value(depth: depth + 1, matching: matching && depth < target.count && target[depth] == .index(index))
            index += 1
        } while take(",")
        guard take("]") else { throw fault(.commaOrBracketMissing) }
    }

    /// The bytes between the quotes, with escapes left as they are, because the project's names have none.
    private mutating func string() throws(Fault) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: bytes[start..<position - 1], as: UTF8.self)
            case UInt8(ascii: "\\"): position += 2
            case 0..<0x20: throw fault(.controlCharacter)
            default: position += 1
            }
        }
        throw fault(.endsInString)
    }

    private mutating func number() throws(Fault) {
        let start = position
        while position < bytes.count, isNumberByte(bytes[position]) { position += 1 }
        guard Double(String(decoding: bytes[start..<position], as: UTF8.self)) != nil else {
            throw fault(.notANumber)
        }
    }

    private func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func word() throws(Fault) {
        for word in ["true", "false", "null"] where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return
        }
        throw fault(.notJSON)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            default: return
            }
            position += 1
        }
    }
}

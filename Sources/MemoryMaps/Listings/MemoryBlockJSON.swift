/// Reads the output of `lsmem -J`: an object for each range, over several lines or all in one.
struct MemoryBlockJSON {
    /// The values of an object.
    struct Block {
        var range: String
        var state: String
        var node: UInt32?
    }

    private static let names: Set<String> = ["range", "state", "node"]

    private var values: [String: String] = [:]
    /// The name whose value comes next.
    private var key: String?

    /// Calls `body` with each object that ends in this line and names a range and a state.
    mutating func take(_ line: Span<UInt8>, _ body: (Block) -> Void) {
        var position = 0
        while true {
            line.skipBlanks(&position)
            guard position < line.count else { return }
            switch line[position] {
            case UInt8(ascii: "{"):
                values = [:]
                position += 1
            case UInt8(ascii: "}"):
                if let range = values["range"], let state = values["state"] {
                    body(Block(range: range, state: state, node: values["node"].flatMap { UInt32($0) }))
                }
                values = [:]
                position += 1
            case UInt8(ascii: "\""):
                let start = position + 1
                guard let end = line.firstIndex(of: UInt8(ascii: "\""), from: start) else { return }
                position = end + 1
                line.skipBlanks(&position)
                take(
                    line.text(start..<end, longest: 80),
                    isName: position < line.count && line[position] == UInt8(ascii: ":"))
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                let start = position
                while position < line.count, LogParser.isWordByte(line[position]) { position += 1 }
                take(line.text(start..<position, longest: 80), isName: false)
            default: position += 1
            }
        }
    }

    /// Whether a line can be of this kind, by its first byte and the state so far: few lines need a closer look.
    func mayBeIn(_ line: Span<UInt8>, _ start: Int) -> Bool {
        let first = line[start]
        guard
            first == UInt8(ascii: "{") || first == UInt8(ascii: "}") || first == UInt8(ascii: "\"")
                || first == UInt8(ascii: "[")
        else { return false }
        return !values.isEmpty || line.find("\"range\"", from: start) != nil
    }

    private mutating func take(_ word: String, isName: Bool) {
        if isName {
            key = word
        } else if let name = key {
            // Other names are not kept: an input may have any number of them.
            if Self.names.contains(name) { values[name] = word }
            key = nil
        }
    }
}

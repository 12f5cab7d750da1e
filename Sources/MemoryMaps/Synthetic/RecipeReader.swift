internal import PhysicalMemory
internal import SafeText
internal import SystemPackage

/// Takes the lines of a recipe file.
struct RecipeReader {
    private var name: String?
    private var recipe: Recipe?
    private var output: MapFingerprint?

    mutating func take(_ line: Span<UInt8>, end: LineEnd) throws(InputFault) {
        guard end != .cut else { throw .lineTooLong }
        let text = String(decoding: (0..<line.count).map { line[$0] }, as: UTF8.self)
        let words = text.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let directive = words.first else { return }
        let values = Array(words.dropFirst())
        switch directive {
        case "name":
            guard name == nil else { throw .repeatedDirective(directive) }
            guard values.count == 1 else {
                throw .wrongFieldCount(directive: directive, expected: 1, found: values.count)
            }
            name = values[0]
        case "generate":
            guard recipe == nil else { throw .repeatedDirective(directive) }
            do throws(SyntheticError) { recipe = try Recipe(arguments: values) } catch { throw .recipe(error) }
        case "output":
            guard output == nil else { throw .repeatedDirective(directive) }
            output = try Self.fingerprint(values)
        default: throw .unknownDirective(line.text(0..<line.count))
        }
    }

    func finish() throws(InputFault) -> RecipeFile {
        guard let name else { throw .missingDirective("name") }
        guard let recipe else { throw .missingDirective("generate") }
        return RecipeFile(name: name, recipe: recipe, output: output)
    }

    private static func fingerprint(_ words: [String]) throws(InputFault) -> MapFingerprint {
        guard words.count == 4, words[0] == "bytes", words[2] == "fnv1a64" else {
            throw .wrongFieldCount(directive: "output", expected: 2, found: words.count / 2)
        }
        guard let bytes = UInt64(words[1]) else { throw .notANumber(words[1]) }
        guard words[3].hasPrefix("0x"), let checksum = UInt64(words[3].dropFirst(2), radix: 16) else {
            throw .notANumber(words[3])
        }
        return MapFingerprint(size: ByteCount(bytes), fnv1a64: checksum)
    }
}

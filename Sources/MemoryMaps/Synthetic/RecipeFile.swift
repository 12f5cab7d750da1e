internal import SafeText
internal import SystemPackage

/// A recipe with a name, as kept in `datasets/synthetic`: a text file of one directive a line; `#` starts a comment.
///
///     name emr-2s-snc
///     generate --preset emr-2s-snc --seed 1
///     output bytes 1040 fnv1a64 0x0123456789abcdef
///
/// `generate` has the arguments of `tdmr generate`; `output`, optional, pins length and checksum of what that prints.
public struct RecipeFile: Hashable, Sendable {
    public var name: String
    /// What to make.
    public var recipe: Recipe
    /// What the map should be, where the file says so.
    public var output: MapFingerprint?

    public init(name: String, recipe: Recipe, output: MapFingerprint? = nil) {
        self.name = name
        self.recipe = recipe
        self.output = output
    }

    /// What the files of recipes are named: the recipe's name and this.
    public static let pathExtension = "recipe"

    /// Reads a recipe file.
    public static func read(_ path: String) throws(InputError) -> RecipeFile {
        do {
            let file = try FileDescriptor.open(FilePath(argument: path), .readOnly)
            defer { try? file.close() }
            return try read(FileSource(descriptor: file), path: path)
        } catch {
            throw error as? InputError
                ?? InputError(path: path, line: nil, fault: .unreadable(error as? Errno ?? .ioError))
        }
    }

    /// Reads a recipe from memory; `name` stands for the path in messages.
    public static func read(_ text: some StringProtocol, name: String) throws(InputError) -> RecipeFile {
        try read(ArraySource(Array(text.utf8)), path: name)
    }

    private static func read(_ source: some ByteSource, path: String) throws(InputError) -> RecipeFile {
        var lines = LineStream(source)
        var reader = RecipeReader()
        do throws(LineFault) {
            try lines.forEach { line, number, end throws(LineFault) in
                do throws(InputFault) {
                    try reader.take(line, end: end)
                } catch {
                    throw LineFault(line: number, fault: error)
                }
            }
        } catch {
            throw InputError(path: path, line: error.line, fault: error.fault)
        }
        do throws(InputFault) {
            return try reader.finish()
        } catch {
            throw InputError(path: path, line: max(1, lines.lineCount), fault: error)
        }
    }
}

/// Takes the lines of a recipe file.
private struct RecipeReader {
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
        guard let bytes = Int(words[1]), bytes >= 0 else { throw .notANumber(words[1]) }
        guard words[3].hasPrefix("0x"), let checksum = UInt64(words[3].dropFirst(2), radix: 16) else {
            throw .notANumber(words[3])
        }
        return MapFingerprint(bytes: bytes, fnv1a64: checksum)
    }
}

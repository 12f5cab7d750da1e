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
    /// What the machine is called, one word.
    public var name: String
    /// The parameters of the map.
    public var recipe: Recipe
    /// Length and hash of the map that the recipe must give; nil where the file states none.
    public var output: MapFingerprint?

    public init(name: String, recipe: Recipe, output: MapFingerprint? = nil) {
        self.name = name
        self.recipe = recipe
        self.output = output
    }

    /// The file name extension of recipe files; the recipe's name stands before it.
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

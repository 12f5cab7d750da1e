import Histogram

/// One file of an export that makes several.
public struct ExportedFile: Hashable, Sendable {
    /// File name without a folder: the case's name with `_` for `/`.
    public var name: String
    /// All of its content.
    public var text: String
}

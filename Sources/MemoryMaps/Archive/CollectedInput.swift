/// One of many inputs, found in a folder or an archive.
public enum CollectedInput: Sendable {
    /// A file or a directory like /sys/firmware/memmap.
    case file(path: String)
    /// A file of an archive; its path is that of the archive and the file's own.
    case member(path: String, bytes: [UInt8])
    /// A kernel tree in an archive; its path is that of the archive and the tree's own.
    case tree(path: String, ArchivedTree)
    /// An input that cannot be opened or unpacked.
    case failed(InputError)
    /// A member of a folder that is not a file: a pipe, a device, a link to another folder.
    case passedOver(InputError)

    /// The path for messages; a member of an archive after the archive's own.
    public var path: String {
        switch self {
        case .file(let path), .member(let path, _), .tree(let path, _): path
        case .failed(let error), .passedOver(let error): error.path
        }
    }

    /// Reads it.
    public func read() throws(InputError) -> MapReading {
        switch self {
        case .file(let path): try MapReader.read(path)
        case .member(let path, let bytes): try MapReader.read(bytes, name: path)
        case .tree(let path, let tree): try tree.read(path)
        case .failed(let error), .passedOver(let error): throw error
        }
    }
}

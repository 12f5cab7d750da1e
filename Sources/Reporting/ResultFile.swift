public import Measurement
public import SystemPackage

/// Result files on disk.
public enum ResultFile {
    /// Reads a whole file.
    /// - Throws: `FileFault`.
    public static func bytes(of path: FilePath) throws(FileFault) -> [UInt8] {
        do {
            return try SmallFile.bytes(path)
        } catch {
            throw FileFault(path: path.string, line: nil, reason: "\(error)")
        }
    }

    /// Reads a result.
    /// - Throws: `FileFault`.
    public static func load(_ path: FilePath) throws(FileFault) -> ResultDocument {
        try ResultDocument(json: try bytes(of: path), path: path.string)
    }

    /// Writes a result; the file is whole or not there.
    /// - Throws: `Errno`.
    public static func save(_ document: ResultDocument, to path: FilePath) throws {
        try AtomicFile.write(try document.json(), to: path, existing: .replace)
    }
}

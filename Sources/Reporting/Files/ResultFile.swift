package import Measurement
import SafeText
package import SystemPackage

/// Result files on disk.
package enum ResultFile {
    /// Reads a whole file.
    /// - Throws: `FileFault`.
    package static func bytes(of path: FilePath) throws(FileFault) -> [UInt8] {
        do {
            return try SmallFile.bytes(path)
        } catch {
            throw FileFault(path: path.argument, unreadable: error)
        }
    }

    /// Reads a result.
    /// - Throws: `FileFault`.
    package static func load(_ path: FilePath) throws(FileFault) -> ResultDocument {
        try ResultDocument(json: try bytes(of: path), path: path.argument)
    }

    /// Writes a result, as a whole or not at all.
    /// - Throws: `OutputFault`, `EncodingError`.
    package static func save(_ document: ResultDocument, to file: ExclusiveFile) throws {
        try file.save(try document.json())
    }
}

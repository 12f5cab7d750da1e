import Reporting
import SystemPackage

/// Files that options ask for beside the answer on standard output.
enum OutputFile {
    /// Writes the file whole; replaces an earlier one of its kind and nothing else.
    /// - Throws: `Failure`.
    static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
        do {
            try AtomicFile.write(bytes, to: FilePath(path), existing: .replaceOfKind)
        } catch Errno.fileExists {
            throw Failure(description: "\(path) is something else; it was left alone, name another file")
        } catch let error as Errno {
            throw Failure(description: "\(path): \(error)")
        }
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }
}

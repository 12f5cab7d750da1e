import Reporting
import SystemPackage

/// Files that options ask for beside the answer on standard output.
enum OutputFile {
    /// Writes the file whole; replaces an earlier one of its kind and nothing else.
    /// - Throws: `OutputFault`.
    static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
        try AtomicFile.write(bytes, to: FilePath(outputFile: path), existing: .replaceOfKind)
    }
}

package import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A folder of this process's own under $TMPDIR or /tmp.
package struct ScratchFolder: Sendable {
    /// Where it lies.
    package let path: FilePath

    /// - Throws: `Errno`.
    package init() throws(Errno) {
        let parent = ChildProcess.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        guard let name = strdup("\(parent)/tdmr-bench-XXXXXX") else { throw Errno.noMemory }
        defer { free(name) }
        guard mkdtemp(name) != nil else { throw Errno(rawValue: errno) }
        path = FilePath(String(cString: name))
    }

    /// The names in it, in no order.
    var entries: [String] {
        guard let folder = opendir(path.string) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes the folder and the files in it (it has no folders).
    package func remove() {
        for name in entries { unlink(path.appending(name).string) }
        rmdir(path.string)
    }
}

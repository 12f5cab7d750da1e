#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Other programs that this one runs, each searched for once, so that later changes of PATH or the working folder have no effect.
package enum Programs {
    /// Counts instructions.
    package static let valgrind = path("valgrind")

    /// Names the commits of a history.
    package static let git = path("git")
    /// Counts what a process does.
    package static let perf = path("perf")
    /// Shows machine code.
    package static let objdump = path("objdump")

    /// Absolute paths of those that were found.
    static var found: [String] { [valgrind].compactMap { $0 } }

    /// The first executable file of that name in the absolute folders of PATH; relative ones depend on the working folder.
    static func path(_ name: String, in folders: String? = ChildProcess.variable("PATH")) -> String? {
        (folders ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").filter { $0.hasPrefix("/") }.map {
            "\($0)/\(name)"
        }.first { path in
            var info = stat()
            return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
        }
    }
}

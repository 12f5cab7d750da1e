package import SystemPackage

/// Facts about this program's build.
package enum ReleaseBuild {
    /// If this variable is set, the launcher runs the suite beside it without building (for tests).
    package static let switchOff = "BENCH_NO_REEXEC"

    /// Whether this is an unoptimised build, whose figures mean nothing.
    package static var isDebug: Bool {
        #if DEBUG
        true
        #else
        false
        #endif
    }

    /// The build folder that this program lies in; nil for an installed one.
    package static var buildFolder: FilePath? { ChildProcess.ownExecutable.flatMap { buildFolder(of: $0) } }

    /// `.build` of an executable in `.build/TRIPLE/debug` or `.build/TRIPLE/release`.
    static func buildFolder(of executable: String) -> FilePath? {
        let folder = FilePath(executable).removingLastComponent()
        guard let name = folder.lastComponent?.string, ["debug", "release"].contains(name) else { return nil }
        return folder.removingLastComponent().removingLastComponent()
    }
}

import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// `swift run` builds without optimisation; figures of such a build mean nothing. A debug build therefore builds the release product and puts it in its
/// own place, with the same arguments.
public enum ReleaseBuild {
    /// Set to anything: a debug build stays what it is (for tests).
    public static let switchOff = "BENCH_NO_REEXEC"

    /// Whether this is an unoptimised build.
    public static var isDebug: Bool {
        #if DEBUG
        true
        #else
        false
        #endif
    }

    /// Why the release product could not take over.
    public enum Failure: Error, Hashable, Sendable {
        /// There is no package to build.
        case noPackage(searchedFrom: String)
        /// The swift command could not be run.
        case swiftNotStarted(Errno)
        /// The build ended with this exit code.
        case buildFailed(exitCode: Int)
        /// The optimised program could not be run.
        case notStarted(path: String, Errno)
    }

    /// Whether any build gives the same answer: the version, help and completion scripts.
    static func isAnsweredByAnyBuild(_ arguments: [String]) -> Bool {
        !Set(["--version", "--help", "-h", "--generate-completion-script"]).isDisjoint(with: arguments)
    }

    /// Replaces a debug build by the release build of `product`; does nothing in a release build, where `BENCH_NO_REEXEC` is set and where only the version,
    /// the help or a completion script is asked for.
    /// - Throws: `Failure`; what the compiler said is on standard error.
    public static func takeOver(product: String, arguments: [String]) throws(Failure) {
        guard isDebug, ChildProcess.variable(switchOff) == nil, !isAnsweredByAnyBuild(arguments) else { return }
        let executable = ChildProcess.ownExecutable ?? ""
        guard let scratch = scratchFolder(of: executable), let package = packageFolder(above: scratch) else {
            throw .noPackage(searchedFrom: executable)
        }
        guard let swift = Programs.swift else { throw .swiftNotStarted(.noSuchFileOrDirectory) }
        let build = ChildProcess(
            swift,
            [
                "build", "-c", "release", "--product", product, "--package-path", package.string, "--scratch-path",
                scratch.string,
            ],
            output: .standardError)
        let exitCode: Int
        do { exitCode = try build.run() } catch { throw .swiftNotStarted(error as? Errno ?? .notPermitted) }
        guard exitCode == 0 else { throw .buildFailed(exitCode: exitCode) }
        let path = scratch.appending("release").appending(product).string
        throw .notStarted(path: path, ChildProcess(path, arguments).replaceThisProcess())
    }

    /// The build folder that this program lies in; nil for an installed one.
    public static var buildFolder: FilePath? { ChildProcess.ownExecutable.flatMap { buildFolder(of: $0) } }

    /// `.build` of an executable at `.build/TRIPLE/debug/bench`.
    static func scratchFolder(of executable: String) -> FilePath? {
        FilePath(executable).removingLastComponent().lastComponent == "debug" ? buildFolder(of: executable) : nil
    }

    /// `.build` of an executable at `.build/TRIPLE/debug/bench` or `.build/TRIPLE/release/bench`.
    static func buildFolder(of executable: String) -> FilePath? {
        let folder = FilePath(executable).removingLastComponent()
        guard let name = folder.lastComponent?.string, ["debug", "release"].contains(name) else { return nil }
        return folder.removingLastComponent().removingLastComponent()
    }

    /// The nearest folder above that holds a Package.swift, else the one this file was compiled in.
    static func packageFolder(above scratch: FilePath) -> FilePath? {
        var folder = scratch
        while folder.removeLastComponent(), !folder.isEmpty {
            if access(folder.appending("Package.swift").string, R_OK) == 0 { return folder }
        }
        let compiledIn = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
            .removingLastComponent()
        return access(compiledIn.appending("Package.swift").string, R_OK) == 0 ? compiledIn : nil
    }
}

extension ReleaseBuild.Failure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noPackage(let path): "no Package.swift above \(path): cannot build the optimised product"
        case .swiftNotStarted(let error): "'swift build -c release' could not be started: \(error)"
        case .buildFailed(let code): "'swift build -c release' failed with exit code \(code)"
        case .notStarted(let path, let error): "\(path) could not be started: \(error)"
        }
    }
}

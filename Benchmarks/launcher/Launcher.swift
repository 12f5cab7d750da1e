#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// `bench` as `swift run` builds it: without optimisation, where figures are meaningless, so it depends on no module and is built in seconds. It builds the
/// optimised suite, which takes SwiftPM a moment where nothing changed, and replaces itself by it with the same arguments.
@main
enum Launcher {
    /// The product that measures.
    private static let suite = "bench-suite"
    /// If this variable is set, the suite beside this program is run without building (for tests).
    private static let switchOff = "BENCH_NO_REEXEC"

    static func main() {
        guard let own = ownPath else { fail("this program's own path is unknown") }
        let folder = parent(own)
        if getenv(switchOff) != nil {
            become(folder + "/" + suite)
            fail("\(folder)/\(suite) could not be started: \(reason); 'swift build --product \(suite)' builds it")
        }
        guard let scratch = scratchFolder(of: folder), let package = packageFolder(above: scratch) else {
            fail("there is no Package.swift above \(folder): \(suite) cannot be built; copy \(suite) instead of bench")
        }
        let optimised = scratch + "/release/" + suite
        // Every build gives the same answer to these.
        if isAnsweredByAnyBuild { become(optimised) }
        build(package, scratch)
        become(optimised)
        fail("\(optimised) could not be started: \(reason)")
    }

    private static var isAnsweredByAnyBuild: Bool {
        let asked = Set(["--version", "--help", "-h", "--generate-completion-script"])
        return CommandLine.arguments.dropFirst().contains(where: asked.contains)
    }

    private static func build(_ package: String, _ scratch: String) {
        guard let swift = find("swift") else { fail("swift is not in the PATH: it builds the optimised suite") }
        let arguments = [
            swift, "build", "-c", "release", "--product", suite, "--package-path", package, "--scratch-path", scratch,
        ]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        // The build's output is for a user, not for a program that reads the output of `bench`.
        posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
        var child = pid_t()
        var argv = arguments.map { strdup($0) } + [nil]
        let failure = posix_spawn(&child, swift, &actions, nil, &argv, environ)
        guard failure == 0 else { fail("\(swift) could not be started: \(String(cString: strerror(failure)))") }
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        guard status == 0 else { fail("'swift build -c release --product \(suite)' failed") }
    }

    /// Returns only when the program cannot be run.
    private static func become(_ path: String) { execv(path, CommandLine.unsafeArgv) }

    private static var reason: String { String(cString: strerror(errno)) }

    private static func fail(_ text: String) -> Never {
        let line = "bench: \(text)\n"
        _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        exit(1)
    }

    private static var ownPath: String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    private static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// `.build` for `.build/TRIPLE/debug` and `.build/TRIPLE/release`.
    private static func scratchFolder(of folder: String) -> String? {
        folder.hasSuffix("/debug") || folder.hasSuffix("/release") ? parent(parent(folder)) : nil
    }

    /// The nearest folder above that holds a Package.swift, else the one this file was compiled in.
    private static func packageFolder(above scratch: String) -> String? {
        var folder = scratch
        while folder != "/" {
            folder = parent(folder)
            if access(folder + "/Package.swift", R_OK) == 0 { return folder }
        }
        let compiledIn = parent(parent(parent(#filePath)))
        return access(compiledIn + "/Package.swift", R_OK) == 0 ? compiledIn : nil
    }

    /// The first executable of that name in the absolute folders of PATH; relative ones depend on the working folder.
    private static func find(_ name: String) -> String? {
        let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        return folders.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first { path in
            var info = stat()
            return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
        }
    }
}

import Foundation

/// A shell script with the executables at hand as `$TDMR` and `$BENCH`, in a folder of its own.
package struct Shell {
    package let folder: TemporaryFolder
    package var url: URL { folder.url }

    package init() throws { folder = try TemporaryFolder() }

    /// The result of a script.
    package struct Outcome: Sendable {
        package var exitCode: Int32
        package var output: Data
        package var errors: Data

        package var text: String { String(decoding: output, as: UTF8.self) }
        package var errorText: String { String(decoding: errors, as: UTF8.self) }
    }

    /// `fails COMMAND`: ends the script if the command succeeds. `! COMMAND` does not.
    private static let helpers = "fails() { if \"$@\"; then echo \"did not fail: $*\" >&2; exit 9; fi; }\n"

    /// Runs `script` with bash. A failing command ends it; `fails COMMAND` requires a failure. `$ROOT` is the package.
    /// - Parameter isPrivate: in a mount namespace of its own, as root, whose mounts no other process sees.
    package func run(_ script: String, isPrivate: Bool = false) throws -> Outcome {
        let scratch = try TemporaryFolder()
        let (out, err) = (scratch.url.appending(path: "out"), scratch.url.appending(path: "err"))
        for file in [out, err] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments =
            ["180"] + (isPrivate ? ["/usr/bin/unshare", "-m"] : []) + ["/bin/bash", "-eu", "-c", Self.helpers + script]
        process.currentDirectoryURL = url
        process.environment = ProcessInfo.processInfo.environment.merging([
            "TDMR": BuiltProduct.tdmr.path ?? "tdmr-was-not-built",
            "BENCH": BuiltProduct.bench.path ?? "bench-was-not-built",
            "ROOT": Fixtures.packageRoot.path, "BENCH_NO_REEXEC": "1",
        ]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            exitCode: process.terminationStatus, output: try Data(contentsOf: out), errors: try Data(contentsOf: err))
    }

    /// Whether mounts of a script's own are allowed here.
    package static let canMount: Bool = {
        guard geteuid() == 0, let shell = try? Shell() else { return false }
        return
            (try? shell.run("mkdir m; mount -t tmpfs none m; mknod m/null c 1 3; echo > m/null", isPrivate: true)
            .exitCode) == 0
    }()

    package static let hasGnuplot = Programs.path("gnuplot") != nil

    /// Names in the folder.
    package var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }
}

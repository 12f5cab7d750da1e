import Foundation

/// The stand-in for the kernel's side of perf_event_open (`Tests/StandIns/perf_events.c`), compiled once.
package enum PerfStandIn {
    private static let built: (folder: TemporaryFolder, library: String)? = {
        guard let folder = try? TemporaryFolder() else { return nil }
        let library = folder.url.appending(path: "perf_events.so").path
        for compiler in ["cc", "clang", "gcc"].compactMap(Programs.path) {
            let process = Process()
            process.executableURL = URL(filePath: compiler)
            let source = Fixtures.packageRoot.appending(path: "Tests/StandIns/perf_events.c").path
            process.arguments = ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]
            guard (try? process.run()) != nil else { continue }
            process.waitUntilExit()
            if process.terminationStatus == 0 { return (folder, library) }
        }
        return nil
    }()

    /// Whether there is a C compiler and this is Linux.
    package static var exists: Bool { built != nil }

    /// The environment of a program that sees the counters of `script`, and no perf.
    package static func environment(_ script: String, in folder: TemporaryFolder) throws -> [String: String] {
        [
            "LD_PRELOAD": built?.library ?? "", "PERF_STANDIN": try folder.file("events", script + "\n"),
            "PATH": "/nowhere",
        ]
    }
}

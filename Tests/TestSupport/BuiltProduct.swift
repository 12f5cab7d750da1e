import Foundation

/// An executable of this package, run as a user would run it.
package struct BuiltProduct: Sendable {
    package static let tdmr = BuiltProduct(name: "tdmr")
    package static let bench = BuiltProduct(name: "bench")

    /// The result of a run.
    package struct Outcome: Sendable {
        package var exitCode: Int32
        package var standardOutput: String
        package var standardError: String
        package var outputBytes: Data
    }

    private let name: String

    /// Where the executable lies; nil if it was not built.
    package var path: String? { FileManager.default.isExecutableFile(atPath: url.path) ? url.path : nil }

    /// Beside the test bundle, where SwiftPM puts both.
    private var url: URL {
        let runner = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let candidates = [runner, Bundle.main.bundleURL, Fixtures.packageRoot.appending(path: ".build/debug")]
        return candidates.map { $0.appending(path: name) }.first {
            FileManager.default.isExecutableFile(atPath: $0.path)
        }
            ?? candidates[0].appending(path: name)
    }

    /// Runs the executable and waits for its end. `bench` runs the debug build unless `environment` says otherwise.
    package func run(
        _ arguments: [String], standardInput: Data = Data(), environment: [String: String] = [:],
        folder: URL = Fixtures.packageRoot
    ) throws -> Outcome {
        let scratch = try TemporaryFolder()
        let files = try ["in", "out", "err"].map { name in
            let file = scratch.url.appending(path: name)
            try (name == "in" ? standardInput : Data()).write(to: file)
            return file
        }
        let process = process(arguments, environment: environment, folder: folder)
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        let output = try Data(contentsOf: files[1])
        return Outcome(
            exitCode: process.terminationStatus, standardOutput: String(decoding: output, as: UTF8.self),
            standardError: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self), outputBytes: output)
    }

    /// Runs the executable, sends it a signal once `isTime` returns true, and waits for its end.
    /// - Returns: the signal that ended it; nil when it ended by itself.
    package func run(_ arguments: [String], interruptedBy signal: Int32, when isTime: () -> Bool) throws -> Int32? {
        let process = process(arguments, environment: [:], folder: Fixtures.packageRoot)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning, !isTime() { Thread.sleep(forTimeInterval: 0.002) }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil
    }

    private func process(_ arguments: [String], environment: [String: String], folder: URL) -> Process {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(["BENCH_NO_REEXEC": "1"]) { $1 }.merging(
            environment
        ) { $1 }
        return process
    }
}

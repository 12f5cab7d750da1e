import Foundation

/// Programs of the system that tests run where they are installed.
package enum Programs {
    /// Where the program lies: the first of this name in PATH that may be run; nil where there is none.
    package static func path(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

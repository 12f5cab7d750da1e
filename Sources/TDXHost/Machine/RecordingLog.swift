import Guarded

/// Keeps what was printed, in order. Safe under threads.
public final class RecordingLog: HostLog {
    /// A line as the kernel would print it.
    public struct Line: Hashable, Sendable, CustomStringConvertible {
        /// How urgent it is.
        public var level: LogLevel
        /// The text without prefix and line end.
        public var text: String

        /// The line `text`.
        public init(_ level: LogLevel, _ text: String) {
            self.level = level
            self.text = text
        }

        /// As the kernel's console would show it, with the level before it.
        public var description: String { "\(level.rawValue): virt/tdx: \(text)" }
    }

    private let recorded = Guarded<[Line]>([])

    public init() {}

    public func print(_ level: LogLevel, _ line: String) { recorded.withLock { $0.append(Line(level, line)) } }

    /// The lines so far, in order. - Complexity: O(n).
    public var lines: [Line] { recorded.withLock { $0 } }
}

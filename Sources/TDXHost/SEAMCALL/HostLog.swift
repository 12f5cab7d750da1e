import Guarded

/// How important a line of the kernel's log is.
public enum LogLevel: String, Hashable, Sendable {
    case info
    case warning = "warn"
    case error = "err"
}

/// Where the host's kernel prints.
public protocol HostLog: Sendable {
    /// `line` without the kernel's `virt/tdx: `.
    func print(_ level: LogLevel, _ line: String)
}

/// Keeps what was printed, in order. Safe under threads.
public final class RecordingLog: HostLog {
    public struct Line: Hashable, Sendable, CustomStringConvertible {
        public var level: LogLevel
        public var text: String

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

    public var lines: [Line] { recorded.withLock { $0 } }
}

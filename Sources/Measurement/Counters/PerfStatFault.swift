package import SystemPackage

/// Why `perf stat` gives no count.
package enum PerfStatFault: Error, Hashable, Sendable {
    /// perf's own words in place of a number: `not supported`, `not counted`.
    case said(String)
    /// The event was counted for only a part of the time: the percentage as perf prints it.
    case shared(percent: String)
    /// Nothing was printed of the event.
    case noLine(event: String)
    /// perf printed nothing and ended with this exit code.
    case ended(exitCode: Int)
    /// perf was not started.
    case notRun(Errno)
}

extension PerfStatFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .said(let words): words
        case .shared(let percent): "counted only \(percent) % of the time: the kernel shared the counters"
        case .noLine(let event): "perf printed no line of \(event)"
        case .ended(let code): "perf stat ended with exit code \(code)"
        case .notRun(let error): "perf cannot be run: \(error)"
        }
    }
}

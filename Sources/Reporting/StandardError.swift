internal import JSONText
import SafeText
internal import SystemPackage

/// Standard error: for a person, or a log.
package enum StandardError {
    /// Prints one line; whatever the text holds, it stays one. A failure to write is ignored: there is no other channel to report it on.
    package static func print(_ line: String) {
        _ = try? FileDescriptor.standardError.writeAll((TerminalText.line(line) + "\n").utf8)
    }
}

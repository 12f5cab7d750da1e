internal import JSONText
import SafeText
internal import SystemPackage

/// Standard error, for a user or a log.
package enum StandardError {
    /// Prints one line; line ends in the text are escaped. A failure to write is ignored: there is no other channel to report it on.
    package static func print(_ line: String) {
        _ = try? FileDescriptor.standardError.writeAll((TerminalText.line(line) + "\n").utf8)
    }
}

import JSONText
import SystemPackage

/// Standard output, unbuffered: a whole answer is handed over at once or in large pieces.
enum StandardOutput {
    static func write(_ bytes: some Sequence<UInt8>) throws { try FileDescriptor.standardOutput.writeAll(bytes) }

    static func print(_ line: String) throws { try write((line + "\n").utf8) }

    /// Prints the value on one line.
    static func print(_ value: JSONValue) throws {
        var pieces = Pieces()
        value.write(to: &pieces, indent: nil)
        pieces.write("\n")
        try pieces.finish()
    }

    /// Text on its way out in large pieces.
    private struct Pieces: TextOutputStream {
        private var bytes: [UInt8] = []
        private var failure: (any Error)?

        mutating func write(_ text: String) {
            bytes.append(contentsOf: text.utf8)
            if bytes.count >= 64 << 10 { empty() }
        }

        /// - Throws: what went wrong first; nothing was written after that.
        mutating func finish() throws {
            empty()
            if let failure { throw failure }
        }

        private mutating func empty() {
            do { if failure == nil { try StandardOutput.write(bytes) } } catch { failure = error }
            bytes.removeAll(keepingCapacity: true)
        }
    }
}

enum StandardError {
    /// Prints a line. There is nobody left to tell when that fails.
    static func print(_ line: String) { _ = try? FileDescriptor.standardError.writeAll((line + "\n").utf8) }
}

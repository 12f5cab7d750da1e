package import JSONText
import SafeText
internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Standard output, unbuffered: an answer is written as a whole or in large pieces.
///
/// Text from outside is escaped when it is written (`TerminalText`).
package enum StandardOutput {
    /// Writes bytes as they are.
    /// - Throws: `OutputFault`.
    package static func write(_ bytes: some Sequence<UInt8>) throws(OutputFault) {
        do {
            try FileDescriptor.standardOutput.writeAll(bytes)
        } catch {
            throw OutputFault("standard output", .system(error as? Errno ?? .ioError))
        }
    }

    /// Writes text that ends its own lines.
    package static func write(text: String) throws(OutputFault) { try write(TerminalText.lines(text).utf8) }

    /// Writes text and a line end.
    package static func print(_ text: String) throws(OutputFault) { try write(text: text + "\n") }

    /// Writes a screen, coloured where that is wanted; its text is escaped piece by piece.
    package static func write(_ screen: Screen) throws(OutputFault) {
        try write(screen.text(colours: Terminal.standardOutput.showsColours).utf8)
    }

    /// Prints the value on one line.
    package static func print(_ value: JSONValue) throws(OutputFault) {
        var pieces = Pieces()
        value.write(to: &pieces, indent: nil)
        pieces.write("\n")
        try pieces.finish()
    }

    /// Prints help or version and ends the process: a full disk is an error here too.
    package static func end(printing text: String) -> Never {
        do throws(OutputFault) { try print(text) } catch {
            StandardError.print("\(error)")
            exit(1)
        }
        exit(0)
    }

    /// Collects text and writes it in large pieces.
    private struct Pieces: TextOutputStream {
        private var bytes: [UInt8] = []
        private var failure: OutputFault?

        mutating func write(_ text: String) {
            bytes.append(contentsOf: text.utf8)
            if bytes.count >= 64 << 10 { empty() }
        }

        /// - Throws: the first error; nothing was written after it.
        mutating func finish() throws(OutputFault) {
            empty()
            if let failure { throw failure }
        }

        private mutating func empty() {
            do throws(OutputFault) { if failure == nil { try StandardOutput.write(bytes) } } catch { failure = error }
            bytes.removeAll(keepingCapacity: true)
        }
    }
}

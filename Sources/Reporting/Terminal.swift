import SafeText

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The device that an output stream is connected to.
package struct Terminal: Sendable {
    private let descriptor: Int32

    /// Descriptor 1.
    package static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
    /// Descriptor 2.
    package static let standardError = Terminal(descriptor: STDERR_FILENO)

    /// Whether it is a terminal that can move its cursor.
    package var isInteractive: Bool {
        isatty(descriptor) == 1 && Self.variable("TERM") != "dumb"
    }

    /// Whether the locale allows more than ASCII.
    var showsUnicode: Bool {
        guard isInteractive else { return false }
        let locale = Self.variable("LC_ALL") ?? Self.variable("LC_CTYPE") ?? Self.variable("LANG") ?? ""
        return locale.lowercased().contains("utf")
    }

    /// Whether to colour text: on a terminal, unless NO_COLOR is set (https://no-color.org).
    var showsColours: Bool { isInteractive && Self.variable("NO_COLOR") == nil }

    /// Characters in a line; 80 where that is unknown.
    package var width: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Characters in a line of a screen of tables: the terminal's width; 100 where the output is not a terminal.
    package var screenWidth: Int { isInteractive ? width : Screen.Room.standard.width }

    /// Writes text that ends its own lines, escaped (`TerminalText`), and ignores failures: such text is never a result.
    package func write(_ text: String) { control(TerminalText.lines(text)) }

    /// Writes text with the control sequences in it.
    func control(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
        return value
    }
}

/// write(2), under a name that a method called `write` does not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

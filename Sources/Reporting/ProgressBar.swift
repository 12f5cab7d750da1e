internal import Measurement
import SafeText

/// A line on standard error with the progress of a long job and its remaining time. Appears only on a terminal and only after a second.
package struct ProgressBar {
    private let terminal: Terminal
    private let start: ContinuousClock.Instant
    private let isWanted: Bool
    private var lastDrawn: ContinuousClock.Instant
    private var isVisible = false

    /// - Parameter isWanted: false: never shows anything (a quiet option).
    package init(isWanted: Bool = true, terminal: Terminal = .standardError) {
        self.terminal = terminal
        self.isWanted = isWanted && terminal.isInteractive
        start = .now
        lastDrawn = start
    }

    /// Draws at most ten times a second.
    /// - Parameters:
    ///   - fraction: the part that is done, 0...1. The time left is estimated from it: it should advance with time, not with the number of steps.
    ///   - label: what is being done; cut to the width of the terminal.
    package mutating func update(_ fraction: Double, _ label: String) {
        guard isWanted else { return }
        let now = ContinuousClock.now
        guard now - start > .seconds(1), now - lastDrawn > .milliseconds(100) else { return }
        lastDrawn = now
        isVisible = true
        terminal.control(
            "\r"
                + Self.line(
                    fraction, TerminalText.line(label), elapsed: now - start, width: terminal.width,
                    unicode: terminal.showsUnicode) + "\u{1b}[K")
    }

    /// Removes the line, so that other output begins at the left; `update` brings it back.
    package mutating func clear() {
        guard isVisible else { return }
        terminal.control("\r\u{1b}[K")
        isVisible = false
    }

    /// The line itself, at most `width` - 1 characters: bar, share, time left, label.
    static func line(_ fraction: Double, _ label: String, elapsed: Duration, width: Int, unicode: Bool) -> String {
        let share = min(max(fraction, 0), 1)
        let cells = 20
        let full = Int(share * Double(cells))
        let bar =
            String(repeating: unicode ? "█" : "#", count: full)
            + String(repeating: unicode ? "░" : ".", count: cells - full)
        let left = share > 0.01 ? remaining(elapsed * ((1 - share) / share)) : "  -:--"
        let percent = String(Int(share * 100))
        let text = "\(bar) \(String(repeating: " ", count: 3 - percent.count))\(percent)% \(left) left  \(label)"
        return String(text.prefix(max(width - 1, 0)))
    }

    /// `m:ss`, padded to six characters.
    private static func remaining(_ time: Duration) -> String {
        let whole = Int(time.seconds.rounded(.up))
        let text = "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
        return String(repeating: " ", count: max(0, 6 - text.count)) + text
    }
}

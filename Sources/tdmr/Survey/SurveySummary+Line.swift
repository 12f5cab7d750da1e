import HostReports
import SafeText

extension SurveySummary.NamedInput {
    /// The input and what is said of it, on one line whatever they hold.
    var line: String { TerminalText.line(remark.map { "\(path): \($0)" } ?? path) }
}

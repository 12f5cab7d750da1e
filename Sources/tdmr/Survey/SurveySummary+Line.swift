import HostReports
import SafeText

extension SurveySummary.NamedInput {
    /// The input and the remark, always on one line.
    var line: String { TerminalText.line(remark.map { "\(path): \($0)" } ?? path) }
}

import HostReports
import Measurement
import Properties

/// Lines of a survey's result: each is refused, or a row whose cells are one line and no formula; rows come to a summary.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var summary = SurveySummary()
    for line in ReaderProperties.bytes(start, count).split(separator: UInt8(ascii: "\n")) {
        guard let row = try? JSONFile.decode(SurveyRow.self, from: Array(line), path: "fuzz") else { continue }
        let cells = row.commaSeparated
        guard !cells.contains(where: \.isNewline), !"=+-@".contains(cells.first ?? "a") else {
            fatalError("a row that is no row or a formula: \(cells)")
        }
        summary.add(row)
    }
    for distance in 0...4 { _ = summary.near(distance) }
    for counts in [summary.gain, summary.pamtMiB, summary.linuxMilliseconds] {
        _ = (counts.quantile(0.5) ?? 0) + Double(counts.histogram([0, 1, 10]).count)
    }
    return 0
}

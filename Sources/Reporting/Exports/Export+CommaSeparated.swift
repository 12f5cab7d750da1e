internal import Measurement
import SafeText

extension Export {
    static let csvHeader =
        "machine,name,family,algorithm,dataset,mode,status,repetition,metric,value,low,high,unit,kind\n"

    /// One row per repetition and metric; a figure without repetitions has none in that column. Cells with text are `CSVText`.
    func commaSeparated() throws(ExportError) -> String {
        guard !cases.isEmpty else { throw .nothingToExport(.csv) }
        return cases.reduce(into: Self.csvHeader) { text, result in
            for row in Self.rows(result) { text += row }
        }
    }

    static func rows(_ result: CaseResult) -> [String] {
        let names = [
            result.name.description, result.name.family, result.name.algorithm, result.name.dataset, result.name.mode,
        ].map(CSVText.cell)
        let prefix = ["\(result.machine + 1)"] + names + [result.status.rawValue]
        func row(_ rest: [String]) -> String { (prefix + rest).joined(separator: ",") + "\n" }
        var rows: [String] = []
        if let time = result.time {
            rows.append(row(["", "time", "\(time.value)", "\(time.low)", "\(time.high)", "ns", "measured"]))
        }
        for (index, sample) in result.samples.enumerated() {
            rows.append(row(["\(index)", "sample", "\(sample)", "", "", "ns", "measured"]))
        }
        for (index, sample) in result.cpuSamples.enumerated() {
            rows.append(row(["\(index)", "cpu-sample", "\(sample)", "", "", "ns", "measured"]))
        }
        if let ratio = result.ratio {
            rows.append(
                row([
                    "", CSVText.cell("ratio-to-\(ratio.reference)"), "\(ratio.estimate.value)", "\(ratio.estimate.low)",
                    "\(ratio.estimate.high)", "1", "measured",
                ]))
        }
        if let bytes = result.footprint?.bytesPerEntry {
            rows.append(row(["", "bytes-per-entry", "\(bytes)", "", "", "B", "quality"]))
        }
        for counter in result.counters {
            rows.append(
                row([
                    "", CSVText.cell(counter.counter), counter.value.map { "\($0)" } ?? "", "", "", "count",
                    counter.isSimulated ? "simulated" : "measured",
                ]))
        }
        for metric in result.metrics {
            rows.append(
                row([
                    "", CSVText.cell(metric.name), "\(metric.value)", "", "", CSVText.cell(metric.unit),
                    metric.kind.rawValue,
                ]))
        }
        return rows
    }
}

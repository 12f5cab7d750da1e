/// The formats that other programs read.
public enum ExportFormat: String, CaseIterable, Sendable {
    /// google-benchmark's JSON, for its `compare.py`.
    case gbench
    /// github-action-benchmark's `customSmallerIsBetter`.
    case gha
    /// Bencher metric format.
    case bmf
    /// HdrHistogram percentile distribution, one file per case.
    case hgrm
    /// One row per repetition and metric.
    case csv

    /// Ending of the files of this format.
    public var fileExtension: String {
        switch self {
        case .gbench, .gha, .bmf: "json"
        case .hgrm: "hgrm"
        case .csv: "csv"
        }
    }
}

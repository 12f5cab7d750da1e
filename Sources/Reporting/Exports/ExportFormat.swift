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
    /// `key: number` lines as the parsers of lkp-tests print them.
    case lkp
    /// Metric, factors, interval and value, with tabs between them, for MMTests.
    case mmtests
    /// KCIDB's JSON, version 5.3.
    case kcidb
    /// The kernel's Test Anything Protocol, version 1.
    case ktap
    /// JUnit's XML.
    case junit
    /// `Result: N`, as the parsers of Phoronix Test Suite expect.
    case phoronix
    /// A row of Apache Otava's CSV: when, and a column a case.
    case otava
}

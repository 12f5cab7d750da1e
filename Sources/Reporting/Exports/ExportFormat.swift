public import Measurement

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

/// Why a result cannot be written in a format.
public enum ExportError: Error, Hashable, Sendable {
    /// The result holds cases of several machines, the format has room for one.
    case severalMachines(count: Int)
    /// There is no such machine in the result; they count from 1.
    case noSuchMachine(number: Int, count: Int)
    /// No case has what the format shows (a latency distribution, say).
    case nothingToExport(ExportFormat)
    /// The format holds one case, the result has several; they need a folder.
    case severalCases(count: Int)

    /// One line for a person.
    public var message: String {
        switch self {
        case .severalMachines(let count): "holds \(count) machines, whose times are not comparable; choose one with --machine 1 ... \(count)"
        case .noSuchMachine(let number, let count): "has no machine \(number), it holds \(count)"
        case .nothingToExport(.hgrm): "no case has a latency distribution"
        case .nothingToExport: "no case has a time"
        case .severalCases(let count): "\(count) cases have a distribution and each is a file: name a folder with --directory, or one case with --filter"
        }
    }
}

/// A result in another program's format.
public struct Export: Sendable {
    let document: ResultDocument
    /// Index of the machine whose cases are exported; nil: all (CSV only).
    let machine: Int?

    /// - Parameter machineNumber: which machine of a merged result, from 1; needed only where there are several and the format has room for one.
    public init(_ document: ResultDocument, format: ExportFormat, machineNumber: Int? = nil) throws(ExportError) {
        self.document = document
        if let number = machineNumber {
            guard (1...max(1, document.machines.count)).contains(number) else {
                throw .noSuchMachine(number: number, count: document.machines.count)
            }
            machine = number - 1
        } else if format == .csv || document.machines.count <= 1 {
            machine = format == .csv ? nil : 0
        } else {
            throw .severalMachines(count: document.machines.count)
        }
    }

    /// The cases of the chosen machine, in the order measured.
    var cases: [CaseResult] { document.cases.filter { machine == nil || $0.machine == machine } }
    /// Those with a time.
    var timed: [CaseResult] { cases.filter { $0.time != nil } }

    /// The whole text of a format that is one file.
    public func text(_ format: ExportFormat) throws(ExportError) -> String {
        switch format {
        case .gbench: return try googleBenchmark()
        case .gha: return try gitHubAction()
        case .bmf: return try bencherMetricFormat()
        case .csv: return try commaSeparated()
        case .hgrm:
            let files = try percentileDistributions()
            guard files.count == 1, let only = files.first else { throw .severalCases(count: files.count) }
            return only.text
        }
    }
}

public import Measurement

/// A result in another program's format.
public struct Export: Sendable {
    let document: ResultDocument
    /// Index of the machine whose cases are exported; nil: all (CSV only).
    let machine: Int?

    /// - Parameters:
    ///   - document: the result.
    ///   - format: the format that it will be written in.
    ///   - machineNumber: which machine of a merged result, from 1; needed only where there are several and the format has room for one.
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
        case .lkp: return try lkpStatistics()
        case .mmtests: return try memoryManagementTests()
        case .kcidb: return try kernelCIDatabase()
        case .ktap: return try kernelTestAnything()
        case .junit: return try junit()
        case .phoronix: return try phoronix()
        case .otava: return try otavaRow()
        case .hgrm:
            let files = try percentileDistributions()
            guard files.count == 1, let only = files.first else { throw .severalCases(count: files.count) }
            return only.text
        }
    }
}

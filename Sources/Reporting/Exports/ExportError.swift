public import Measurement

/// Why a result cannot be written in a format.
public enum ExportError: Error, FileFault.Problem, Hashable {
    /// The result holds cases of several machines, the format has room for one.
    case severalMachines(count: Int)
    /// There is no such machine in the result; they count from 1.
    case noSuchMachine(number: Int, count: Int)
    /// No case has what the format shows (a latency distribution, say).
    case nothingToExport(ExportFormat)
    /// The format holds one case, the result has several; they need a folder.
    case severalCases(count: Int)

    public var description: String {
        switch self {
        case .severalMachines(let count):
            "holds \(count) runs, of which the format takes one: choose it with --machine 1 ... \(count)"
        case .noSuchMachine(let number, let count): "has no run \(number), it holds \(count)"
        case .nothingToExport(.hgrm): "no case has a latency distribution"
        case .nothingToExport: "no case has a time"
        case .severalCases(let count):
            "\(count) cases have a distribution and each is a file: name a folder with --directory, or one case with --filter"
        }
    }
}

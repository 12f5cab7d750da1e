import ArgumentParser
import Measurement
import Reporting
import SystemPackage

/// The paths of thresholds and baseline.
struct GateFiles: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The thresholds.", valueName: "FILE"))
    var thresholds = "results/thresholds.json"

    @Option(name: .long, help: ArgumentHelp("The baseline.", valueName: "FILE"))
    var baseline = "results/baseline.json"

    func loadThresholds(_ families: [Family]) throws -> Thresholds {
        try Thresholds(
            json: try ResultFile.bytes(of: FilePath(argument: thresholds)), path: thresholds, families: families)
    }

    /// nil when there is no such file.
    func loadBaseline() throws -> Baseline? {
        do {
            try FileDescriptor.open(FilePath(argument: baseline), .readOnly).close()
        } catch Errno.noSuchFileOrDirectory where !baseline.isEmpty {
            return nil
        } catch {
            throw FileFault(path: baseline, unreadable: error)
        }
        return try Baseline(json: try ResultFile.bytes(of: FilePath(argument: baseline)), path: baseline)
    }
}

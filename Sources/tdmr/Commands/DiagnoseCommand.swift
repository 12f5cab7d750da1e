import ArgumentParser
import HostReports
import MemoryMaps
import Reporting
import TDXHost

struct DiagnoseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagnose",
        abstract: "Tell from a kernel log whether TDX started, where it stopped and why.",
        discussion: """
            The last boot of a log counts; capture kernels do not. The log is compared with the model's prediction for that machine's memory.

            Examples:
              dmesg | tdmr diagnose -
              tdmr diagnose boot.log
              tdmr diagnose *.log --format json | jq -c '[.map, .outcome, .step, .status_name]'

            Exit codes: 0 TDX came up in every LOG; 2 in at least one it did not, or the log does not say; 64 usage; 65 bad input, \
            after the diagnoses of the other LOGs.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var input: MapArguments

    @Option(help: "How to print it.")
    var format = Format.text

    func run() throws {
        var allInitialized = true
        var allRead = true
        for path in input.maps {
            do {
                let diagnosis = Diagnosis(try read(path))
                switch format {
                case .json: try StandardOutput.print(diagnosis.json)
                case .text: try StandardOutput.print(DiagnosisText(diagnosis).text)
                }
                allInitialized = allInitialized && diagnosis.outcome == .initialized
            } catch let error as InputError {
                StandardError.print(error.badInputLine)
                allRead = false
            }
        }
        if !allRead { throw ExitCode.badInput }
        if !allInitialized { throw ExitCode.refused }
    }

    /// A log without memory or TDX lines is diagnosed too: the diagnosis is that they are missing.
    private func read(_ path: String) throws -> MapReading {
        do { return try MapInput.read(path, boot: input.boot.number) } catch let error as InputError {
            guard let reading = MapReading(logWithoutMemory: error) else { throw error }
            return reading
        }
    }
}

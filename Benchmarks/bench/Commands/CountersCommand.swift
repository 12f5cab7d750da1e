import ArgumentParser
import JSONText
import Measurement
import Reporting

struct CountersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counters", abstract: "List what this machine can count, and why the rest is absent.",
        discussion: """
            A counter counts as present only when its event was added and started. The name is the native event that libpapi knows for this processor,
            whether or not it can be counted here. libpapi is loaded from the system's folders, or from the file that BENCH_LIBPAPI names. Examples:
              bench counters
              bench counters --counters perf
              LIBPFM_FORCE_PMU=spr bench counters     resolve names as on Sapphire Rapids
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @Option(name: .long, help: "Where counters come from: auto, papi, perf, callgrind or none.")
    var counters: CounterChoice = .auto

    @Option(name: .long, help: "text or json.")
    var format: Format = .text

    func run() throws {
        let list = CounterList(counters)
        switch format {
        case .text: try StandardOutput.write(text: list.text())
        case .json: try StandardOutput.print(list.json)
        }
    }
}

extension CounterChoice: ExpressibleByArgument {}

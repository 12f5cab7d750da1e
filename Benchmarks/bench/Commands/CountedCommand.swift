import ArgumentParser
import Measurement
import Reporting
import SystemPackage

/// The command that `bench count` runs under callgrind; not for users.
struct CountedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counted", abstract: "Perform cases between requests to callgrind.", shouldDisplay: false)

    @Option var seed: UInt64
    @OptionGroup var planted: PlantOption
    @Option var dumps: String
    @Argument(help: "A file with one case name per line.") var names: String

    static func arguments(seed: UInt64, plant: PlantedSlowdown? = nil) -> [String] {
        ["counted", "--seed", String(seed)] + (plant.map { ["--plant", $0.text] } ?? [])
    }

    func run() throws {
        try Failure.report {
            let text = String(decoding: try ResultFile.bytes(of: FilePath(argument: names)), as: UTF8.self)
            let cases = text.split(separator: "\n").compactMap { CaseName(String($0)) }
            CountedCases.run(cases, of: planted.families, seed: seed, dumps: dumps)
        }
    }
}

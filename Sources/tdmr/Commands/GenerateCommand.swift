import ArgumentParser
import MemoryMaps
import Reporting

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make a synthetic machine and print its memory map.",
        discussion: """
            Options that are not given are drawn from the distributions of real servers, or come from the preset. The same arguments give the same bytes everywhere.
            Sizes and addresses: bytes, decimal or 0x, with KiB, MiB, GiB or TiB behind if wanted.

            Presets:
            \(SyntheticPreset.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

            Examples:
              tdmr generate --preset emr-2s-snc | tdmr plan -
              tdmr generate --sockets 4 --nodes-per-socket 2 --node-size 128GiB --tdx on --seed 7
              tdmr generate --preset cxl-2s --format log | tdmr map -
              tdmr generate --preset adversarial-touching --regions 1000000 > touching.tdxmap
            """
    )

    @Option(
        help: "A machine or a pattern with a name, see above.", completion: .list(SyntheticPreset.all.map(\.name)),
        transform: { try SyntheticPreset.named($0).name })
    var preset: String?

    @Option(help: "Seed of all random choices.")
    var seed: UInt64 = 1

    @Option(help: "What to print: a tdxmap, or the kernel log that such a machine would give.")
    var format = Format.tdxmap

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case tdxmap, log
    }

    @OptionGroup(title: "Sockets and nodes") var topology: TopologyOptions
    @OptionGroup(title: "Memory below 4 GiB") var low: LowMemoryOptions
    @OptionGroup(title: "Memory above 4 GiB") var high: HighMemoryOptions
    @OptionGroup(title: "Windows without memory at boot") var windows: WindowOptions

    func run() throws {
        let given = topology.given + low.given + high.given + windows.given
        let recipe = Recipe(preset: preset, seed: seed, settings: given.compactMap(\.self))
        do {
            switch format {
            case .tdxmap:
                let map = try recipe.map()
                try TDXMapWriter.write(map) { try StandardOutput.write($0) }
            case .log:
                let log = try recipe.kernelLog()
                try StandardOutput.write(log.utf8)
            }
        } catch let error as SyntheticError {
            throw ValidationError("\(error)")
        }
    }
}

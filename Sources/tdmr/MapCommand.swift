import ArgumentParser
import MemoryMaps

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Print what was understood of a memory map.",
        discussion: """
            Examples:
              dmesg | tdmr map -
              tdmr map /proc/iomem
              tdmr map /sys/firmware/memmap
              tdmr map boot.log > machine.tdxmap
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case tdxmap
    }

    @OptionGroup var input: MapArgument

    @Option(help: "How to print it.")
    var format = Format.tdxmap

    func run() throws {
        let reading = try input.read()
        switch format {
        case .tdxmap: try TDXMapWriter.write(reading.map) { try StandardOutput.write($0) }
        }
    }
}

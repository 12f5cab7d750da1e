import ArgumentParser
import JSONText
import MemoryMaps
import Reporting

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Read a memory map and print the result.",
        discussion: """
            Examples:
              dmesg | tdmr map -
              tdmr map /proc/iomem
              tdmr map /sys/firmware/memmap
              tdmr map boot.log > machine.tdxmap
              tdmr map boot.log --format json | jq -c .memory

            A map without memory is printed too; its tdxmap cannot be read back.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case tdxmap, json
    }

    @OptionGroup var input: MapArgument

    @Option(help: "How to print it.")
    var format = Format.tdxmap

    func run() throws {
        let reading = try input.read()
        switch format {
        case .tdxmap: try TDXMapWriter.write(reading.map) { try StandardOutput.write($0) }
        case .json: try StandardOutput.print(reading.json)
        }
    }
}

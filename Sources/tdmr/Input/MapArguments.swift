import ArgumentParser
import MemoryMaps
import Reporting

/// One or more MAP arguments.
struct MapArguments: ParsableArguments {
    @Argument(help: ArgumentHelp(MapInput.formats))
    var maps: [String]

    @OptionGroup var boot: BootOption

    func validate() throws {
        guard maps.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("Standard input can be read only once.")
        }
    }

    func read(needsMemory: Bool = false) throws -> [MapReading] {
        try MapInput.read(maps, boot: boot.number, needsMemory: needsMemory)
    }
}

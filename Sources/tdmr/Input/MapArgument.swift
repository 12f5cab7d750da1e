import ArgumentParser
import MemoryMaps

/// One MAP argument.
struct MapArgument: ParsableArguments {
    @Argument(help: ArgumentHelp(MapInput.formats))
    var map: String

    @OptionGroup var boot: BootOption

    func read(needsMemory: Bool = false) throws -> MapReading {
        try MapInput.read(map, boot: boot.number, needsMemory: needsMemory)
    }
}

import ArgumentParser
import MemoryMaps

/// Reading of the MAP arguments, the same for every command that takes them.
enum MapInput {
    /// Reads all maps before anything is printed, so that one bad one leaves nothing but its own line; then prints the warnings.
    static func read(_ paths: [String]) throws -> [MapReading] {
        let readings = try paths.map { try MapReader.read($0) }
        for warning in readings.flatMap(\.warnings) { StandardError.print("\(warning)") }
        return readings
    }

    static func read(_ path: String) throws -> MapReading {
        try read([path])[0]
    }
}

/// One or more MAP arguments.
struct MapArguments: ParsableArguments {
    @Argument(help: "Kernel log, /proc/iomem, /sys/firmware/memmap, EFI memory map or tdxmap; - is standard input.")
    var maps: [String]

    func validate() throws {
        guard maps.count(where: { $0 == "-" }) <= 1 else { throw ValidationError("Standard input can be read only once.") }
    }

    func read() throws -> [MapReading] { try MapInput.read(maps) }
}

/// One MAP argument.
struct MapArgument: ParsableArguments {
    @Argument(help: "Kernel log, /proc/iomem, /sys/firmware/memmap, EFI memory map or tdxmap; - is standard input.")
    var map: String

    func read() throws -> MapReading { try MapInput.read(map) }
}

import MemoryMaps
import Reporting

/// Reading of the MAP arguments, the same for every command that takes them.
enum MapInput {
    /// What a MAP may be.
    static let formats = """
        Kernel log (also of Xen, or with memblock=debug), /proc/iomem, /sys/firmware/memmap, EFI memory map, lsmem, \
        /sys/devices/system/memory, kexec's map, SRAT and CEDT as iasl disassembles them, or tdxmap; also compressed \
        (gzip, xz, zstd, bzip2); - is standard input.
        """

    /// Reads all maps before anything is printed, so that one bad one leaves nothing but its own line; then prints the warnings.
    /// - Parameter needsMemory: whether a map without memory is bad input.
    static func read(_ paths: [String], boot: Int? = nil, needsMemory: Bool = false) throws -> [MapReading] {
        let readings = try paths.map { path in
            let reading = try MapReader.read(path, boot: boot)
            if needsMemory, reading.map.memory.isEmpty {
                throw reading.memoryFault ?? InputError(path: path, line: reading.lineCount, fault: .noMemory)
            }
            return reading
        }
        for warning in readings.flatMap(\.warnings) { StandardError.print("\(warning)") }
        return readings
    }

    static func read(_ path: String, boot: Int? = nil, needsMemory: Bool = false) throws -> MapReading {
        try read([path], boot: boot, needsMemory: needsMemory)[0]
    }
}

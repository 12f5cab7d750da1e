extension MapReader {
    /// Reads the entries of a /sys/firmware/memmap directory, in ascending order; `directory` stands for its path in messages.
    public static func read(_ entries: [FirmwareDirectoryEntry], directory: String) throws(InputError) -> MapReading {
        guard let last = entries.last else { throw InputError(path: directory, line: 1, fault: .notAFirmwareDirectory) }
        var ranges: [Logged<FirmwareRange>] = []
        for (index, entry) in entries.enumerated() {
            // There are no lines: the index of the entry takes their place in messages.
            if let range = try entry.range(in: directory) { ranges.append(Logged(value: range, line: index)) }
        }
        var reading = MapReading(path: directory, map: HostMemoryMap(), format: .firmwareMemoryMap, memorySource: nil)
        do {
            reading.map.memory = try MemoryAssembly.regions(firmware: ranges, affinity: [])
        } catch {
            throw InputError(path: entries[error.line ?? 0].path("end", in: directory), line: 1, fault: error.fault)
        }
        if !reading.map.memory.isEmpty { reading.memorySource = .firmwareMemoryMap }
        reading.kept = KeptMemory(ranges.map(\.value))
        // Gaps in the numbers come from unplugged memory or from an incomplete copy.
        if last.number != entries.count - 1, let missing = zip(0..., entries).first(where: { $0 != $1.number })?.0 {
            reading.warnings.append(InputWarning(path: directory, line: nil, concern: .missingEntry(missing)))
        }
        return reading
    }
}

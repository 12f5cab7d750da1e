@_spi(Fuzzing) public import MemoryMaps

/// What holds for whatever bytes a reader is given. A reader that traps, or a property that does not hold, is a finding.
public enum ReaderProperties {
    /// Reads a text and checks what comes of it.
    public static func check(_ bytes: [UInt8]) {
        check { () throws(InputError) in try MapReader.read(bytes, name: "fuzz") }
    }

    /// Checks a reading, or the error in its place.
    public static func check(_ read: () throws(InputError) -> MapReading) {
        if let reading = reading(read) { check(reading) }
    }

    /// What was read, or nil after a look at the error.
    public static func reading<Reading>(_ read: () throws(InputError) -> Reading) -> Reading? {
        do {
            return try read()
        } catch {
            check(error)
            return nil
        }
    }

    private static func check(_ error: InputError) {
        guard !error.description.utf8.contains(UInt8(ascii: "\n")) else {
            fatalError("an error of more than one line: \(error)")
        }
        guard error.line.map({ $0 >= 1 }) ?? true else { fatalError("an error at line \(error.line ?? 0)") }
    }

    private static func check(_ reading: MapReading) {
        let map = reading.map
        if let violation = map.firstViolation() { fatalError("a broken map: \(violation)") }
        guard (reading.memorySource == nil) == map.memory.isEmpty else {
            fatalError("memory without a source, or the other way round")
        }
        for warning in reading.warnings where warning.description.utf8.contains(UInt8(ascii: "\n")) {
            fatalError("a warning of more than one line: \(warning)")
        }
        _ = reading.jsonLine
        guard !map.memory.isEmpty else { return }
        // A map that is written and read again is the same map.
        let text = TDXMapWriter.bytes(map)
        guard let back = try? MapReader.read(text, name: "tdxmap"), back.map == map, back.warnings.isEmpty else {
            fatalError("not the same map after writing and reading: \(map)")
        }
    }

    /// The bytes that libFuzzer hands over.
    public static func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: start, count: count))
    }
}

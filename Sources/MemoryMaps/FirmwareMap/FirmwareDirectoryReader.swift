import PhysicalMemory
internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Reads a directory like /sys/firmware/memmap: a directory for each entry, named by its number, with the files `start`, `end` (inclusive) and `type`.
struct FirmwareDirectoryReader {
    let path: String

    /// More entries than this are no firmware map.
    private static let mostEntries = 1 << 20
    private static let longestFile = 4096

    func read() throws(InputError) -> MapReading {
        let numbers = try entryNumbers()
        var entries: [Logged<FirmwareRange>] = []
        for number in numbers {
            if let range = try entry(number) { entries.append(Logged(value: range, line: number)) }
        }
        var concerns = ConcernList(path: path)
        // Entries of memory that was unplugged leave gaps in the numbers, and so does a copy that is not whole.
        if let last = numbers.last, last != numbers.count - 1, let missing = zip(0..., numbers).first(where: { $0 != $1 })?.0 {
            concerns.add(.missingEntry(missing), line: nil)
        }
        var reading = MapReading(path: path, map: HostMemoryMap(), format: .firmwareMemoryMap, memorySource: .firmwareMemoryMap)
        do {
            reading.map.memory = try MemoryAssembly.regions(firmware: entries, affinity: [])
        } catch {
            throw InputError(path: file("end", of: error.line ?? 0), line: 1, fault: error.fault)
        }
        if reading.map.memory.isEmpty { reading.memorySource = nil }
        reading.warnings = concerns.warnings
        return reading
    }

    private func file(_ name: String, of entry: Int) -> String { "\(path)/\(entry)/\(name)" }

    /// The entries' numbers, ascending. Other names in the directory do not matter.
    private func entryNumbers() throws(InputError) -> [Int] {
        guard let directory = opendir(path) else { throw InputError(path: path, line: nil, fault: .unreadable(Errno(rawValue: errno))) }
        defer { closedir(directory) }
        var numbers: [Int] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) { String(cString: $0) }
            }
            guard let number = Int(name), number >= 0, String(number) == name else { continue }
            numbers.append(number)
            guard numbers.count <= Self.mostEntries else { throw InputError(path: path, line: 1, fault: .tooManyEntries(limit: Self.mostEntries)) }
        }
        guard !numbers.isEmpty else { throw InputError(path: path, line: 1, fault: .notAFirmwareDirectory) }
        return numbers.sorted()
    }

    /// An entry; nil for an empty range.
    private func entry(_ number: Int) throws(InputError) -> FirmwareRange? {
        let first = try address("start", of: number)
        let last = try address("end", of: number)
        let type = try contents("type", of: number)
        guard let name = type.first, !name.isEmpty else { throw InputError(path: file("type", of: number), line: 1, fault: .empty) }
        switch StatedRange.inclusive(first, last) {
        case .range(let bytes): return FirmwareRange(bytes, Self.types[name] ?? .reserved)
        case .empty: return nil
        case .fault(let fault): throw InputError(path: file("end", of: number), line: 1, fault: fault)
        }
    }

    private static let types: [String: FirmwareMemoryType] = [
        "System RAM": .ram, "Reserved": .reserved, "ACPI Tables": .acpiData, "ACPI Non-volatile Storage": .acpiNonVolatile,
        "Unusable memory": .unusable, "Persistent Memory": .persistent, "Persistent Memory (legacy)": .legacyPersistent, "Soft Reserved": .softReserved,
    ]

    private func address(_ name: String, of number: Int) throws(InputError) -> UInt64 {
        let lines = try contents(name, of: number)
        guard let text = lines.first, !text.isEmpty else { throw InputError(path: file(name, of: number), line: 1, fault: .empty) }
        let bytes = Array(text.utf8)
        var position = 0
        let value = bytes.span.number(&position)
        guard value != .none, position == bytes.count else { throw InputError(path: file(name, of: number), line: 1, fault: .notANumber(text)) }
        guard case .value(let address) = value else { throw InputError(path: file(name, of: number), line: 1, fault: .addressTooLarge(text)) }
        return address
    }

    /// The lines of a small file; blanks at their ends do not count.
    private func contents(_ name: String, of number: Int) throws(InputError) -> [String] {
        let path = file(name, of: number)
        var text = [UInt8](repeating: 0, count: Self.longestFile)
        do {
            let descriptor = try FileDescriptor.open(FilePath(path), .readOnly)
            defer { try? descriptor.close() }
            let count = try text.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            text.removeSubrange(count...)
        } catch {
            throw InputError(path: path, line: nil, fault: .unreadable(error as? Errno ?? .ioError))
        }
        return text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            var end = line.endIndex
            while end > line.startIndex, Span<UInt8>.isBlank(line[end - 1]) { end -= 1 }
            return line.span.text(0 ..< end - line.startIndex)
        }
    }
}

import PhysicalMemory

/// An entry of a /sys/firmware/memmap directory: what its three files hold.
public struct FirmwareDirectoryEntry: Hashable, Sendable {
    /// The entry's place in the firmware's map, and the name of its directory.
    public var number: Int
    /// The content of the file `start`.
    public var start: [UInt8]
    /// The last address that belongs to the range.
    public var end: [UInt8]
    /// The content of the file `type`.
    public var type: [UInt8]

    public init(number: Int, start: [UInt8], end: [UInt8], type: [UInt8]) {
        self.number = number
        self.start = start
        self.end = end
        self.type = type
    }
}

extension FirmwareDirectoryEntry {
    private static let types: [String: FirmwareMemoryType] = [
        "System RAM": .ram, "Reserved": .reserved, "ACPI Tables": .acpiData,
        "ACPI Non-volatile Storage": .acpiNonVolatile,
        "Unusable memory": .unusable, "Persistent Memory": .persistent, "Persistent Memory (legacy)": .legacyPersistent,
        "Soft Reserved": .softReserved,
    ]

    /// The range; nil for an empty one.
    func range(in directory: String) throws(InputError) -> FirmwareRange? {
        let first = try address(start, path("start", in: directory))
        let last = try address(end, path("end", in: directory))
        let name = try word(type, path("type", in: directory))
        switch StatedRange.inclusive(first, last) {
        case .range(let bytes): return FirmwareRange(bytes, Self.types[name] ?? .reserved)
        case .empty: return nil
        case .fault(let fault): throw InputError(path: path("end", in: directory), line: 1, fault: fault)
        }
    }

    func path(_ file: String, in directory: String) -> String { "\(directory)/\(number)/\(file)" }

    private func address(_ bytes: [UInt8], _ path: String) throws(InputError) -> UInt64 {
        let text = try word(bytes, path)
        var position = 0
        let number = bytes.span.number(&position)
        guard number != .none, position == text.utf8.count else {
            throw InputError(path: path, line: 1, fault: .notANumber(text))
        }
        guard case .value(let address) = number else {
            throw InputError(path: path, line: 1, fault: .addressTooLarge(text))
        }
        return address
    }

    /// The first line, without blanks at its end.
    private func word(_ bytes: [UInt8], _ path: String) throws(InputError) -> String {
        let span = bytes.span
        var end = span.firstIndex(of: UInt8(ascii: "\n")) ?? span.count
        while end > 0, Span<UInt8>.isBlank(span[end - 1]) { end -= 1 }
        guard end > 0 else { throw InputError(path: path, line: 1, fault: .empty) }
        return span.text(0..<end)
    }
}

/// The words of an e820 entry's type, of all generations.
enum FirmwareTypeName {
    enum Parse {
        case type(FirmwareMemoryType)
        /// The text ends in front of the type or between two words of it.
        case cutShort
        case unknown
    }

    private static let names: [(StaticString, FirmwareMemoryType)] = [
        ("usable", .ram), ("System RAM", .ram),
        ("reserved", .reserved), ("device reserved", .reserved),
        ("ACPI data", .acpiData), ("ACPI NVS", .acpiNonVolatile),
        ("unusable", .unusable), ("soft reserved", .softReserved),
    ]

    /// Names that end with the type's number.
    private static let numberedNames: [(prefix: StaticString, suffix: StaticString)] = [
        ("persistent (type ", ")"), ("persistent RAM (type ", ")"), ("type ", ""),
    ]

    /// Reads the type at `start`, after a size if there is one; what follows the type does not matter, except that ` ==> ` makes it a change.
    static func parse(_ text: Span<UInt8>, _ start: Int, inParentheses: Bool) -> Parse {
        var position = start
        skipSize(text, &position)
        text.skipBlanks(&position)
        if inParentheses {
            guard position < text.count else { return .cutShort }
            guard text.takeByte("(", &position) else { return .unknown }
        }
        guard position < text.count else { return .cutShort }
        let name = position
        guard let type = take(text, &position) else { return endsInside(text, name) ? .cutShort : .unknown }
        if inParentheses {
            return text.takeByte(")", &position) ? .type(type) : position == text.count ? .cutShort : .unknown
        }
        guard position == text.count || !LogParser.isWordByte(text[position]) else { return .unknown }
        text.skipBlanks(&position)
        return text.take("==>", &position) ? .unknown : .type(type)
    }

    private static func take(_ text: Span<UInt8>, _ position: inout Int) -> FirmwareMemoryType? {
        for (name, type) in names where text.take(name, &position) { return type }
        for (prefix, suffix) in numberedNames {
            var end = position
            guard text.take(prefix, &end), case .value(let number) = text.decimalDigits(&end), number <= UInt32.max,
                text.take(suffix, &end)
            else { continue }
            position = end
            return FirmwareMemoryType(UInt32(number))
        }
        return nil
    }

    /// Whether the text ends after a whole word inside a name of several words: there a mailer may have wrapped the line.
    private static func endsInside(_ text: Span<UInt8>, _ start: Int) -> Bool {
        let starts: [StaticString] = [
            "System", "device", "ACPI", "soft", "persistent", "persistent (type", "persistent RAM",
            "persistent RAM (type", "type",
        ]
        return starts.contains { text.isRest($0, start) }
    }

    /// Moves past a size such as `    1.9 GB` or `  636   KB`.
    private static func skipSize(_ text: Span<UInt8>, _ position: inout Int) {
        var end = position
        text.skipBlanks(&end)
        guard text.decimalDigits(&end) != .none else { return }
        if text.takeByte(".", &end) { _ = text.decimalDigits(&end) }
        text.skipBlanks(&end)
        for unit in ["KB", "MB", "GB", "TB", "PB"] as [StaticString] where text.take(unit, &end) {
            position = end
            return
        }
    }
}

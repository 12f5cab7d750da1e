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

/// The type of an EFI memory descriptor, in words or as a number, reduced to what Linux makes of it.
enum EFITypeName {
    private static let usableNames: [StaticString] = [
        "Loader Code", "Loader Data", "Boot Code", "Boot Data", "Boot Services Code", "Boot Services Data",
        "Conventional",
    ]
    private static let usableNumbers: [UInt64] = [1, 2, 3, 4, 7]
    /// The attribute of memory that is kept for a special purpose.
    private static let specialPurpose: UInt64 = 0x40000

    /// Reads `[Conventional Memory|...]` or `type=7, attr=0xf`; nil if it is neither.
    static func parse(_ text: Span<UInt8>, _ start: Int) -> FirmwareMemoryType? {
        var position = start
        let isUsable: Bool
        if text.takeByte("[", &position) {
            isUsable = usableNames.contains { text.take($0, &position) }
        } else if text.take("type=", &position), case .value(let number) = text.decimalDigits(&position) {
            isUsable = usableNumbers.contains(number)
        } else {
            return nil
        }
        guard isUsable else { return .reserved }
        return isSpecialPurpose(text, position) ? .softReserved : .ram
    }

    private static func isSpecialPurpose(_ text: Span<UInt8>, _ start: Int) -> Bool {
        let end = text.find("range=[", from: start) ?? text.count
        if let flag = text.find("|SP|", from: start), flag <= end { return true }
        guard var position = text.find("attr=", from: start), position <= end,
            case .value(let attributes) = text.number(&position)
        else { return false }
        return attributes & specialPurpose != 0
    }
}

/// What may follow the range in an SRAT line.
struct AffinityFlags {
    private(set) var isHotPluggable = false
    /// Whether the line ends where a further flag could stand.
    private(set) var mayGoOn = false
    /// Where the flags end.
    private(set) var end: Int

    init(_ text: Span<UInt8>, _ start: Int) {
        var position = start
        var seenNonVolatile = false
        while true {
            text.skipBlanks(&position)
            if text.take("hotplug", &position) || text.take("(hotplug)", &position) {
                isHotPluggable = true
            } else if text.take("non-volatile", &position) {
                seenNonVolatile = true
            } else {
                break
            }
        }
        end = position
        let isInsideFlag = text.isBeginning(of: "hotplug", position) || text.isBeginning(of: "non-volatile", position)
        mayGoOn = isInsideFlag && !seenNonVolatile
    }
}

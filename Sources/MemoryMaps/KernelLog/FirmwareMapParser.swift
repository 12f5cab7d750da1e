/// Reads the lines of firmware maps in a kernel log: e820 of all generations, EFI, Xen. Each function gets the position after its keyword.
enum FirmwareMapParser {
    /// `e820: [mem 0x0-0x9ffff] usable`, `e820: 0 - a0000 (usable)`, `provided physical RAM map:`
    static func bios(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        if text.take("provided physical RAM map", &position) { return .statement(.firmwareMapHeader) }
        guard text.take("e820:", &position) || text.take("e801:", &position) || text.take("88:", &position) else {
            return .none
        }
        return typedRange(text, position) { .firmware($0, start: $1, $2) }
    }

    static func changed(_ map: ChangedMap, _ text: Span<UInt8>, _ start: Int, _ keyword: LogKeyword) -> LogParse {
        guard !LogParser.isInsideWord(text, start - keyword.rawValue.utf8.count) else { return .none }
        return typedRange(text, start) { .changed(map, $0, start: $1, $2) }
    }

    private static func typedRange(
        _ text: Span<UInt8>, _ start: Int, _ statement: (StatedRange, UInt64, FirmwareMemoryType) -> LogStatement
    ) -> LogParse {
        var position = start
        text.skipBlanks(&position)
        let rangeStart = position
        let isNew = text.take("[mem ", &position)
        if !isNew {
            guard position < text.count else { return .cutShort }
            // The blank after "mem" may be where a mailer wrapped the line.
            if text.isRest("[mem", position) { return .cutShort }
            guard text.hasHexDigits(16, position) else { return .none }
        }
        let bounds = isNew ? text.bracketedBounds(&position) : text.dashedBounds(&position, spaced: true)
        guard case .bounds(let low, let high) = bounds else { return bounds.failure }
        guard let low, let high else {
            return .statement(.impossible(.addressTooLarge(text.text(rangeStart..<position))))
        }
        switch FirmwareTypeName.parse(text, position, inParentheses: !isNew) {
        case .cutShort: return .cutShort
        case .unknown: return .unreadable
        case .type(let type):
            return .statement(statement(isNew ? .inclusive(low, high) : .exclusive(low, high), low, type))
        }
    }

    /// `00: [Conventional Memory|...] range=[0x0-0xfff] (0MB)`, `00: type=7, attr=0xf, range=[0x0-0x1000) (0MB)`
    static func efi(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        guard case .value(let index) = text.decimalDigits(&position) else { return .none }
        guard text.takeByte(":", &position) else { return position == text.count ? .cutShort : .none }
        text.skipBlanks(&position)
        guard position < text.count else { return .cutShort }
        let description = position
        guard let type = EFITypeName.parse(text, position) else { return .unreadable }
        guard let range = text.find("range=[", from: position) else { return .cutShort }
        position = range
        let bounds = text.dashedBounds(&position, spaced: false)
        guard case .bounds(let low, let high) = bounds else { return bounds.failure }
        guard position < text.count else { return .cutShort }
        let isInclusive = text.takeByte("]", &position)
        guard isInclusive || text.takeByte(")", &position) else { return .unreadable }
        guard let low, let high else {
            return .statement(.impossible(.addressTooLarge(text.text(description..<position))))
        }
        return .statement(.efi(index, isInclusive ? .inclusive(low, high) : .exclusive(low, high), type))
    }

    /// An EFI line without the `efi: ` in front of `mem00:`; `rangeStart` is behind its `range=[`.
    static func bareEFI(_ text: Span<UInt8>, _ rangeStart: Int) -> LogParse {
        var search = 0
        while let number = text.find("mem", from: search), number < rangeStart {
            search = number
            guard !LogParser.isInsideWord(text, number - "mem".utf8.count) else { continue }
            var position = number
            guard case .value = text.decimalDigits(&position), text.takeByte(":", &position) else { continue }
            text.skipBlanks(&position)
            var description = position
            guard text.takeByte("[", &description) || text.take("type=", &description) else { continue }
            return efi(text, number)
        }
        return .none
    }

    /// ` [0000000000000000, 000000000009dfff] (usable)`, exclusive in ` 0000000000000000 - 000000000009e000 (usable)`; after `(XEN) ` and, where the console prints one, a
    /// time stamp in brackets.
    static func xen(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        text.skipBlanks(&position)
        var isInclusive = text.takeByte("[", &position)
        if isInclusive,
            !(text.hasHexDigits(16, position) && position + 16 < text.count
                && text[position + 16] == UInt8(ascii: ",")), let behind = text.find("]", from: position)
        {
            position = behind
            text.skipBlanks(&position)
            isInclusive = text.takeByte("[", &position)
        }
        guard text.hasHexDigits(16, position) else { return .none }
        let bounds = isInclusive ? text.commaBounds(&position) : text.dashedBounds(&position, spaced: true)
        guard case .bounds(let low?, let high?) = bounds,
            case .type(let type) = FirmwareTypeName.parse(text, position, inParentheses: true)
        else { return .none }
        return .statement(.xen(isInclusive ? .inclusive(low, high) : .exclusive(low, high), type))
    }

    /// `100000000 - 200000000`, the end exclusive.
    static func hotPlugZone(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        let bounds = text.dashedBounds(&position, spaced: true)
        guard case .bounds(let low?, let high?) = bounds else { return bounds.failure }
        return .statement(.hotPlugZone(.exclusive(low, high)))
    }
}

import PhysicalMemory

/// Reads single statements of a kernel log. Each function is told where the text after its keyword begins.
enum LogParser {
    /// Reads the statement that `keyword`, ending in front of `position`, announces.
    static func parse(_ keyword: LogKeyword, _ text: Span<UInt8>, _ position: Int, isNodeMapAnnounced: Bool) -> LogParse
    {
        switch keyword {
        case .bios: bios(text, position)
        case .user: changed(.user, text, position, keyword)
        case .modified: changed(.modified, text, position, keyword)
        case .userHeader: .statement(.changedMapHeader(.user))
        case .modifiedHeader: .statement(.changedMapHeader(.modified))
        case .srat: affinity(text, position)
        case .node: node(text, position)
        case .nodeRanges: nodeRangesHeader(text, position)
        case .nodeMap: .statement(.nodeRangesHeader)
        case .arrow: isNodeMapAnnounced ? nodeFrames(text, arrowEnd: position) : .none
        case .efi, .oldEFI: efi(text, position)
        case .bareEFI: bareEFI(text, position)
        case .tdx: TDXLogParser.parse(text, position)
        case .seamcall, .lowSEAMCALL: TDXLogParser.seamcall(text, position - keyword.rawValue.utf8.count)
        case .bareFailure: TDXLogParser.bareFailure(text, position)
        case .cmr: cmr(text, position)
        case .keyIDs: keyIDs(text, position)
        case .broughtUp, .bootedUp: processors(text, position)
        case .allowing: LogCounts.allowed(text, position)
        case .activated: LogCounts.activated(text, position)
        case .apic: LogCounts.apic(text, position)
        case .hotPlugZone: hotPlugZone(text, position)
        case .memblockCount: MemblockParser.count(text, position)
        case .memblockEntry: MemblockParser.entry(text, position)
        case .xen: xen(text, position)
        case .captureKernel: captureKernel(text, position)
        case .memoryTotal: LogCounts.memoryTotal(text, position)
        case .nodePages: LogCounts.nodePages(text, position)
        case .dropped: LogCounts.dropped(text, position - keyword.rawValue.utf8.count)
        case .missed: LogCounts.missed(text, position)
        case .lost: .statement(.missing(messages: nil))
        case .banner: startsWithDigit(text, position) ? PlatformParser.kernel(text, position) : .none
        case .firstProcessor: PlatformParser.processor(text, position)
        case .hypervisor: PlatformParser.hypervisor(text, position)
        case .encryption: PlatformParser.encryption(text, position)
        case .severalKeys: PlatformParser.severalKeys(text, position)
        case .escape, .nul, .noBreakSpace, .octalEscape, .encodedEquals, .encodedBlank, .encodedTab, .encodedNewline,
            .encodedReturn,
            .encodedNoBreakSpace, .encodedOpeningBracket, .encodedClosingBracket:
            .none
        }
    }

    // MARK: Firmware maps

    /// `e820: [mem 0x0-0x9ffff] usable`, `e820: 0 - a0000 (usable)`, `provided physical RAM map:`
    private static func bios(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        if text.take("provided physical RAM map", &position) { return .statement(.firmwareMapHeader) }
        guard text.take("e820:", &position) || text.take("e801:", &position) || text.take("88:", &position) else {
            return .none
        }
        return typedRange(text, position) { .firmware($0, start: $1, $2) }
    }

    private static func changed(_ map: ChangedMap, _ text: Span<UInt8>, _ start: Int, _ keyword: LogKeyword) -> LogParse
    {
        guard !isInsideWord(text, start - keyword.rawValue.utf8.count) else { return .none }
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
    private static func efi(_ text: Span<UInt8>, _ start: Int) -> LogParse {
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
    private static func bareEFI(_ text: Span<UInt8>, _ rangeStart: Int) -> LogParse {
        var search = 0
        while let number = text.find("mem", from: search), number < rangeStart {
            search = number
            guard !isInsideWord(text, number - "mem".utf8.count) else { continue }
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
    private static func xen(_ text: Span<UInt8>, _ start: Int) -> LogParse {
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
    private static func hotPlugZone(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        let bounds = text.dashedBounds(&position, spaced: true)
        guard case .bounds(let low?, let high?) = bounds else { return bounds.failure }
        return .statement(.hotPlugZone(.exclusive(low, high)))
    }

    // MARK: Nodes

    /// `0 PXM 0 [mem 0x0-0x7fffffff] hotplug`; exclusive in `0 PXM 0 0-80000000`; Xen's `0 PXM 0 [0000000000000000, 000000007fffffff]`
    private static func affinity(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        let number = text.decimalDigits(&position)
        guard number != .none, text.take(" PXM ", &position) else { return .none }
        guard text.decimalDigits(&position) != .none else { return position == text.count ? .cutShort : .unreadable }
        text.skipBlanks(&position)
        guard position < text.count else { return .cutShort }
        guard let node = nodeID(number) else {
            return .statement(.impossible(.numberTooLarge(text.text(start..<position), limit: TDXMapLimit.node)))
        }

        var isInclusive = true
        let bounds: ScannedBounds
        if text.take("[mem ", &position) {
            bounds = text.bracketedBounds(&position)
        } else if text.isRest("[mem", position) {
            return .cutShort
        } else if text.takeByte("[", &position) {
            bounds = text.commaBounds(&position)
        } else {
            isInclusive = false
            bounds = text.dashedBounds(&position, spaced: false)
        }
        guard case .bounds(let low, let high) = bounds else { return bounds.failure }
        guard let low, let high else { return .statement(.impossible(.addressTooLarge(text.text(start..<position)))) }
        let flags = AffinityFlags(text, position)
        let statement = LogStatement.affinity(
            isInclusive ? .inclusive(low, high) : .exclusive(low, high), node, isHotPluggable: flags.isHotPluggable)
        return flags.mayGoOn ? .openEnded(statement) : .statement(statement)
    }

    /// `  0: [mem 0x1000-0x9ffff]`
    private static func node(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        text.skipBlanks(&position)
        let digits = position
        let number = text.decimalDigits(&position)
        guard number != .none, text.takeByte(":", &position), !isInsideWord(text, start - "node ".utf8.count) else {
            return .none
        }
        text.skipBlanks(&position)
        if text.isRest("[mem", position) { return .cutShort }
        guard text.take("[mem ", &position) else { return .none }
        guard let node = nodeID(number) else {
            return .statement(.impossible(.numberTooLarge(text.text(digits..<position), limit: TDXMapLimit.node)))
        }
        let bounds = text.bracketedBounds(&position)
        guard case .bounds(let low, let high) = bounds else { return bounds.failure }
        guard let low, let high else { return .statement(.impossible(.addressTooLarge(text.text(digits..<position)))) }
        return .statement(.nodeRange(.inclusive(low, high), node))
    }

    /// `node ranges`, `PFN ranges`
    private static func nodeRangesHeader(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        return text.take("node ranges", &position) || text.take("PFN ranges", &position)
            ? .statement(.nodeRangesHeader) : .none
    }

    /// `    0: 0x00000010 -> 0x0000009c` and, before Linux 2.6.26, `    0:        0 ->      159`: page frames, the end exclusive.
    private static func nodeFrames(_ text: Span<UInt8>, arrowEnd: Int) -> LogParse {
        var position = arrowEnd
        text.skipBlanks(&position)
        let high = text.number(&position)
        let isWhole = position == text.count || !isWordByte(text[position])
        guard high != .none, isWhole, let (number, low) = frameStart(text, before: arrowEnd - " -> ".utf8.count) else {
            return .none
        }
        guard let node = nodeID(number), case .value(let start) = low, case .value(let end) = high, start <= 1 << 40,
            end <= 1 << 40
        else {
            return .statement(.impossible(.addressTooLarge(text.text(arrowEnd..<position))))
        }
        let statement = LogStatement.nodeRange(.exclusive(start << 12, end << 12), node)
        return position == text.count ? .openEnded(statement) : .statement(statement)
    }

    /// Reads `NODE: START` backwards from its end.
    private static func frameStart(_ text: Span<UInt8>, before end: Int) -> (node: ScannedNumber, start: ScannedNumber)?
    {
        var position = end
        while position > 0, Span<UInt8>.isBlank(text[position - 1]) { position -= 1 }
        while position > 0, isWordByte(text[position - 1]) { position -= 1 }
        var number = position
        let start = text.number(&number)
        while position > 0, Span<UInt8>.isBlank(text[position - 1]) { position -= 1 }
        guard start != .none, position > 0, text[position - 1] == UInt8(ascii: ":") else { return nil }
        position -= 1
        while position > 0, isWordByte(text[position - 1]) { position -= 1 }
        let node = text.decimalDigits(&position)
        guard node != .none, position < text.count, text[position] == UInt8(ascii: ":") else { return nil }
        return (node, start)
    }

    // MARK: TDX and processors

    /// ` [0x100000, 0x77800000)`
    private static func cmr(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        text.skipBlanks(&position)
        guard position < text.count else { return .cutShort }
        guard text.take("[0x", &position) else { return .none }
        position -= "0x".utf8.count
        let bounds = text.commaBounds(&position, closing: ")")
        guard case .bounds(let low, let high) = bounds else { return bounds.failure }
        guard let low, let high else { return .statement(.impossible(.addressTooLarge(text.text(start..<position)))) }
        return .statement(.cmr(start: low, end: high))
    }

    /// ` range [32, 64)`
    private static func keyIDs(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        text.skipBlanks(&position)
        guard position < text.count else { return .cutShort }
        guard text.take("range", &position) else { return .none }
        text.skipBlanks(&position)
        guard position < text.count else { return .cutShort }
        guard text.takeByte("[", &position) else { return .none }
        let low = text.decimalDigits(&position)
        guard position < text.count else { return .cutShort }
        guard low != .none, text.takeByte(",", &position) else { return .unreadable }
        text.skipBlanks(&position)
        let high = text.decimalDigits(&position)
        guard position < text.count else { return .cutShort }
        guard high != .none, text.takeByte(")", &position) else { return .unreadable }
        guard case .value(let first) = low, case .value(let end) = high else {
            return .statement(.impossible(.numberTooLarge(text.text(start..<position), limit: TDXMapLimit.keyIDs)))
        }
        return .statement(.keyIDs(start: first, end: end))
    }

    /// ` 2 nodes, 208 CPUs`, ` 16 CPUs`
    private static func processors(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        text.skipBlanks(&position)
        guard position < text.count else { return .cutShort }
        var number = text.decimalDigits(&position)
        guard number != .none else { return .none }
        text.skipBlanks(&position)
        if text.take("node", &position) {
            _ = text.takeByte("s", &position)
            _ = text.takeByte(",", &position)
            text.skipBlanks(&position)
            guard position < text.count else { return .cutShort }
            number = text.decimalDigits(&position)
            text.skipBlanks(&position)
        }
        guard position < text.count else { return .cutShort }
        guard case .value(let count) = number, text.take("CPU", &position) else { return .none }
        return .statement(.processors(count))
    }

    /// `Command line: ... elfcorehdr=0x...`, `Kernel command line: ... elfcorehdr=0x...`
    private static func captureKernel(_ text: Span<UInt8>, _ end: Int) -> LogParse {
        guard let word = text.find("ommand line: ", from: 0), word < end else { return .none }
        return .statement(.captureKernel(isEarly: text.find("Kernel command line: ", from: 0) == nil))
    }

    // MARK: Small things

    private static func nodeID(_ number: ScannedNumber) -> NodeID? {
        guard case .value(let value) = number, value <= TDXMapLimit.node else { return nil }
        return NodeID(UInt32(value))
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    private static func isInsideWord(_ text: Span<UInt8>, _ position: Int) -> Bool {
        position > 0 && isWordByte(text[position - 1])
    }

    private static func startsWithDigit(_ text: Span<UInt8>, _ position: Int) -> Bool {
        position < text.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[position])
    }
}

import PhysicalMemory

/// Reads the lines of a kernel log that assign memory to nodes. Each function gets the position after its keyword.
enum NodeParser {
    /// `0 PXM 0 [mem 0x0-0x7fffffff] hotplug`; exclusive in `0 PXM 0 0-80000000`; Xen's `0 PXM 0 [0000000000000000, 000000007fffffff]`
    static func affinity(_ text: Span<UInt8>, _ start: Int) -> LogParse {
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
    static func node(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        text.skipBlanks(&position)
        let digits = position
        let number = text.decimalDigits(&position)
        guard number != .none, text.takeByte(":", &position), !LogParser.isInsideWord(text, start - "node ".utf8.count)
        else {
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
    static func nodeRangesHeader(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        return text.take("node ranges", &position) || text.take("PFN ranges", &position)
            ? .statement(.nodeRangesHeader) : .none
    }

    /// `    0: 0x00000010 -> 0x0000009c` and, before Linux 2.6.26, `    0:        0 ->      159`: page frames, the end exclusive.
    static func nodeFrames(_ text: Span<UInt8>, arrowEnd: Int) -> LogParse {
        var position = arrowEnd
        text.skipBlanks(&position)
        let high = text.number(&position)
        let isWhole = position == text.count || !LogParser.isWordByte(text[position])
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
        while position > 0, LogParser.isWordByte(text[position - 1]) { position -= 1 }
        var number = position
        let start = text.number(&number)
        while position > 0, Span<UInt8>.isBlank(text[position - 1]) { position -= 1 }
        guard start != .none, position > 0, text[position - 1] == UInt8(ascii: ":") else { return nil }
        position -= 1
        while position > 0, LogParser.isWordByte(text[position - 1]) { position -= 1 }
        let node = text.decimalDigits(&position)
        guard node != .none, position < text.count, text[position] == UInt8(ascii: ":") else { return nil }
        return (node, start)
    }

    private static func nodeID(_ number: ScannedNumber) -> NodeID? {
        guard case .value(let value) = number, value <= TDXMapLimit.node else { return nil }
        return NodeID(UInt32(value))
    }
}

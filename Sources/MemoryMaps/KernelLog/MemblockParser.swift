import PhysicalMemory

/// Reads the dumps that memblock=debug makes the kernel print.
enum MemblockParser {
    /// `  = 0x5`, after `memory.cnt`
    static func count(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        text.skipBlanks(&position)
        guard text.takeByte("=", &position) else { return .none }
        text.skipBlanks(&position)
        guard case .value(let count) = text.number(&position) else { return .none }
        return .statement(.memblockCount(count))
    }

    /// `1]\t[0x0000000000100000-0x000000007fffffff], 0x000000007ff00000 bytes on node 0 flags: 0x0`, after `memory[0x`; older kernels have `[mem 0x...]`.
    static func entry(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        guard case .value(let index) = text.hexDigits(&position), text.takeByte("]", &position) else { return .none }
        text.skipBlanks(&position)
        guard position < text.count else { return .cutShort }
        guard text.takeByte("[", &position) else { return .none }
        _ = text.take("mem ", &position)
        let bounds = text.bracketedBounds(&position)
        guard case .bounds(let low?, let high?) = bounds else { return bounds.failure }
        guard text.find("bytes", from: position) != nil else { return .cutShort }
        var node: NodeID?
        if var number = text.find("on node ", from: position), case .value(let value) = text.decimalDigits(&number),
            value <= TDXMapLimit.node
        {
            node = NodeID(UInt32(value))
        }
        return .statement(.memblockEntry(index, .inclusive(low, high), node))
    }
}

extension TDXLogParser {
    /// ` [0x100000, 0x77800000)`
    static func cmr(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        guard isKernels(text, start - "CMR:".utf8.count) else { return .none }
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
    static func keyIDs(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        guard isKernels(text, start - "KeyID".utf8.count) else { return .none }
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

    /// Whether the text after `keyword` is the kernel's own. Its prefixes are not required: excerpts leave them out.
    private static func isKernels(_ text: Span<UInt8>, _ keyword: Int) -> Bool {
        guard let end = text.find("tdx: ", from: 0), end <= keyword else {
            return !MessageStart.isForeign(text, before: keyword)
        }
        return MessageStart.isKernels(text, at: end - "tdx: ".utf8.count)
    }
}

/// Two numbers that bound a range, as read from a text; nil for one of 2^64 or more.
enum ScannedBounds {
    case bounds(UInt64?, UInt64?)
    case cutShort
    case malformed

    /// The result for the statement where there are no bounds.
    var failure: LogParse {
        if case .cutShort = self { .cutShort } else { .unreadable }
    }
}

extension Span<UInt8> {
    /// Reads `0x1000-0x9ffff]`; blanks may stand around the dash.
    func bracketedBounds(_ position: inout Int) -> ScannedBounds {
        let bounds = dashedBounds(&position, spaced: true)
        guard case .bounds = bounds else { return bounds }
        guard position < count else { return .cutShort }
        return takeByte("]", &position) ? bounds : .malformed
    }

    /// Reads `0x1000-0x9ffff` or `1000-a0000`, hexadecimal with or without 0x.
    func dashedBounds(_ position: inout Int, spaced: Bool) -> ScannedBounds {
        bounds(&position, separator: "-", spaced: spaced)
    }

    /// Reads `0x1000, 0xa0000` and the closing bracket.
    func commaBounds(_ position: inout Int, closing: Unicode.Scalar = "]") -> ScannedBounds {
        let bounds = bounds(&position, separator: ",", spaced: true)
        guard case .bounds = bounds else { return bounds }
        guard position < count else { return .cutShort }
        return takeByte(closing, &position) ? bounds : .malformed
    }

    private func bounds(_ position: inout Int, separator: Unicode.Scalar, spaced: Bool) -> ScannedBounds {
        skipBlanks(&position)
        guard position < count else { return .cutShort }
        _ = take("0x", &position)
        let low = hexDigits(&position)
        if spaced { skipBlanks(&position) }
        guard position < count else { return .cutShort }
        guard low != .none, takeByte(separator, &position) else { return .malformed }
        if spaced { skipBlanks(&position) }
        _ = take("0x", &position)
        guard position < count else { return .cutShort }
        let high = hexDigits(&position)
        guard high != .none else { return .malformed }
        return .bounds(low.number, high.number)
    }

    /// Whether nothing but `text` stands from `position` to the end.
    func isRest(_ text: StaticString, _ position: Int) -> Bool {
        var end = position
        guard take(text, &end) else { return false }
        skipBlanks(&end)
        return end == count
    }

    /// Whether the rest from `position` to the end is a beginning of `text`.
    func isBeginning(of text: StaticString, _ position: Int) -> Bool {
        let rest = extracting(position...)
        return text.withUTF8Buffer { text in
            rest.count <= text.count && (0..<rest.count).allSatisfy { rest[$0] == text[$0] }
        }
    }

    func hasHexDigits(_ digits: Int, _ position: Int) -> Bool {
        var end = position
        return hexDigits(&end) != .none && end - position >= digits
    }

    /// The position after the first `text` at or after `start`.
    func find(_ text: StaticString, from start: Int) -> Int? {
        var position = start
        while position < count {
            if take(text, &position) { return position }
            position += 1
        }
        return nil
    }
}

extension ScannedNumber {
    /// The value; nil for one that needs more than 64 bits.
    fileprivate var number: UInt64? {
        if case .value(let value) = self { value } else { nil }
    }
}

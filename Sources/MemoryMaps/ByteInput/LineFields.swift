import PhysicalMemory

/// Walks over the words of a line of one of the project's own formats, up to a comment.
struct LineFields {
    private var position = 0
    /// Numbers asked for so far.
    private var numbersTaken = 0

    mutating func nextWord(_ line: Span<UInt8>) -> Range<Int>? {
        guard !isAtEnd(line) else { return nil }
        let start = position
        while position < line.count, !Span<UInt8>.isBlank(line[position]), line[position] != UInt8(ascii: "#") {
            position += 1
        }
        return start..<position
    }

    mutating func isAtEnd(_ line: Span<UInt8>) -> Bool {
        line.skipBlanks(&position)
        return position == line.count || line[position] == UInt8(ascii: "#")
    }

    /// The next number, which must lie in `range`.
    mutating func number(_ line: Span<UInt8>, _ range: ClosedRange<UInt64>, _ directive: some LineDirective)
        throws(InputFault) -> UInt64
    {
        let (number, word) = try scanNumber(line, directive)
        guard case .value(let value) = number, value <= range.upperBound else {
            throw .numberTooLarge(line.text(word), limit: range.upperBound)
        }
        guard value >= range.lowerBound else { throw .numberTooSmall(line.text(word), limit: range.lowerBound) }
        return value
    }

    /// The next number as a byte address on a page border, at most that of `limit`, which may be PFN 2^52: 2^64 bytes.
    mutating func frame(_ line: Span<UInt8>, limit: PageFrame, _ directive: some LineDirective) throws(InputFault)
        -> PageFrame
    {
        let (number, word) = try scanNumber(line, directive)
        guard case .value(let value) = number else {
            if limit.rawValue == 1 << 52, Self.isTwoToThe64(line, word) { return limit }
            throw .addressTooLarge(line.text(word))
        }
        let frame = PageFrame(containing: PhysicalAddress(value))
        guard frame < limit || frame == limit && value & 0xfff == 0 else { throw .addressTooLarge(line.text(word)) }
        guard value & 0xfff == 0 else { throw .notPageAligned(line.text(word)) }
        return frame
    }

    /// The next three numbers as `START END NODE`.
    mutating func region(_ line: Span<UInt8>, endLimit: PageFrame, _ directive: some LineDirective) throws(InputFault)
        -> MemoryRegion
    {
        let (start, end) = try frames(line, endLimit: endLimit, directive)
        let node = try number(line, 0...TDXMapLimit.node, directive)
        return MemoryRegion(pages: try pages(start, end), node: NodeID(UInt32(node)))
    }

    /// The next two numbers as `START END`.
    mutating func pages(_ line: Span<UInt8>, endLimit: PageFrame, _ directive: some LineDirective) throws(InputFault)
        -> PageRange
    {
        let (start, end) = try frames(line, endLimit: endLimit, directive)
        return try pages(start, end)
    }

    private mutating func frames(_ line: Span<UInt8>, endLimit: PageFrame, _ directive: some LineDirective)
        throws(InputFault) -> (PageFrame, PageFrame)
    {
        // Only an end can be 2^64: one past the last address of 64 bits.
        let start = try frame(line, limit: min(endLimit, PageFrame(1 << 52 - 1)), directive)
        return (start, try frame(line, limit: endLimit, directive))
    }

    private func pages(_ start: PageFrame, _ end: PageFrame) throws(InputFault) -> PageRange {
        guard start < end else {
            throw start == end ? .emptyRange(start.address) : .reversedRange(start: start.address, end: end.address)
        }
        return PageRange(start: start, end: end)
    }

    /// The fault of a line that has more or fewer numbers than `directive` takes.
    mutating func countFault(_ directive: some LineDirective, _ line: Span<UInt8>) -> InputFault {
        while nextWord(line) != nil { numbersTaken += 1 }
        return .wrongFieldCount(directive: "\(directive.name)", expected: directive.numbers, found: numbersTaken)
    }

    private mutating func scanNumber(
        _ line: Span<UInt8>, _ directive: some LineDirective
    ) throws(InputFault) -> (number: ScannedNumber, word: Range<Int>) {
        guard !isAtEnd(line) else { throw countFault(directive, line) }
        let start = position
        let number = line.number(&position)
        let isWhole =
            position == line.count || Span<UInt8>.isBlank(line[position]) || line[position] == UInt8(ascii: "#")
        guard number != .none, isWhole else {
            position = start
            guard let word = nextWord(line) else { return (number, start..<start) }
            throw .notANumber(line.text(word))
        }
        numbersTaken += 1
        return (number, start..<position)
    }

    /// Whether the well-formed number at `word` is 2^64 exactly.
    private static func isTwoToThe64(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
        let digits = line.text(word)
        let value = digits.hasPrefix("0x") ? UInt128(digits.dropFirst(2), radix: 16) : UInt128(digits)
        return value == 1 << 64
    }
}

internal import PhysicalMemory
internal import SystemPackage

/// Cuts a stream of bytes into lines in bounded memory and linear time, for lines of any length.
package struct LineStream<Source: ByteSource> {
    /// Longer lines are cut.
    package static var longestLine: Int { 256 << 10 }
    /// A longer line is not text, such as /dev/zero: reading stops there.
    package static var endlessLine: Int { 64 << 20 }

    private let limit: InputLimit
    private var source: Source
    /// Lines seen so far; an input that does not end with a newline has one more line than newlines.
    package private(set) var lineCount = 0

    /// The lines of `source`, of which nothing is read yet; no more of them than `limit` says.
    package init(_ source: Source, limit: InputLimit = InputLimit()) {
        self.source = source
        self.limit = limit
    }

    /// Calls `body` with each line, without its newline, and its number, counted from 1.
    package mutating func forEach(_ body: (Span<UInt8>, Int, LineEnd) throws(LineFault) -> Void) throws(LineFault) {
        let buffer = LineBuffer(capacity: Self.longestLine)
        var bytesLeft = Int(limit.size.rawValue)
        // Bytes behind a cut that were passed over; nil: the line at hand is not cut.
        var passedOver: Int?
        while try fill(buffer, &bytesLeft) {
            while let line = buffer.takeLine() {
                if passedOver == nil { try handOver(line, .newline, of: buffer, body) } else { passedOver = nil }
            }
            if let before = passedOver {
                let bytes = before + buffer.rest.count
                guard bytes < Self.endlessLine else { throw LineFault(line: lineCount, fault: .lineTooLong) }
                buffer.discardAll()
                passedOver = bytes
            } else if buffer.isFullOfOneLine {
                try handOver(buffer.rest, .cut, of: buffer, body)
                buffer.discardAll()
                passedOver = 0
            } else {
                buffer.moveRestToFront()
            }
        }
        if passedOver == nil, !buffer.rest.isEmpty { try handOver(buffer.rest, .endOfInput, of: buffer, body) }
    }

    /// Reads on; false at the end of the source.
    private mutating func fill(_ buffer: LineBuffer, _ bytesLeft: inout Int) throws(LineFault) -> Bool {
        let count: Int
        do { count = try source.read(into: buffer.free) } catch {
            throw LineFault(line: nil, fault: .unreadable(error))
        }
        buffer.filled += count
        bytesLeft -= count
        guard bytesLeft >= 0 else { throw LineFault(line: lineCount + 1, fault: .tooLong(limit)) }
        return count > 0
    }

    @inline(__always)
    private mutating func handOver(
        _ line: Range<Int>, _ end: LineEnd, of buffer: LineBuffer,
        _ body: (Span<UInt8>, Int, LineEnd) throws(LineFault) -> Void
    ) throws(LineFault) {
        lineCount += 1
        let number = lineCount
        guard number <= limit.lines else { throw LineFault(line: number, fault: .tooLong(limit)) }
        try buffer.withBytes(line) { bytes throws(LineFault) in
            // Some editors begin a file with a byte order mark.
            var start = 0
            if number == 1 { _ = bytes.take("\u{feff}", &start) }
            try body(bytes.extracting(start...), number, end)
        }
    }
}

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
        var discarding = false
        var discarded = 0
        var bytesLeft = Int(limit.size.rawValue)
        func handOver(_ line: Range<Int>, _ end: LineEnd) throws(LineFault) {
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
        while true {
            let count: Int
            do { count = try source.read(into: buffer.free) } catch {
                throw LineFault(line: nil, fault: .unreadable(error))
            }
            if count == 0 { break }
            buffer.filled += count
            bytesLeft -= count
            guard bytesLeft >= 0 else { throw LineFault(line: lineCount + 1, fault: .tooLong(limit)) }
            while let line = buffer.takeLine() {
                if discarding {
                    discarding = false
                    discarded = 0
                } else {
                    try handOver(line, .newline)
                }
            }
            if discarding {
                discarded += buffer.rest.count
                guard discarded < Self.endlessLine else { throw LineFault(line: lineCount, fault: .lineTooLong) }
                buffer.discardAll()
            } else if buffer.isFullOfOneLine {
                try handOver(buffer.rest, .cut)
                buffer.discardAll()
                discarding = true
            } else {
                buffer.moveRestToFront()
            }
        }
        if !discarding, !buffer.rest.isEmpty {
            try handOver(buffer.rest, .endOfInput)
        }
    }
}

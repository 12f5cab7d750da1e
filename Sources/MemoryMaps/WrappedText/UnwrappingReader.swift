/// Reads a text of any format but the tdxmap, also one whose lines were wrapped at some width: in front of all readers, which see whole lines.
///
/// The text is read as it stands and, where lines may continue other ones, once more with these joined.
struct UnwrappingReader {
    private var asItStands: TextReader
    private var record = LineRecord()
    private var lastLine = 1
    private let boot: Int?

    init(boot: Int? = nil) {
        self.boot = boot
        asItStands = TextReader(boot: boot)
    }

    mutating func take(_ line: Span<UInt8>, number: Int, end: LineEnd) throws(LineFault) {
        lastLine = number
        record.take(line, number: number, end: end)
        try asItStands.take(line, number: number, end: end)
    }

    /// The reading, after the last line. `path` is for the warnings.
    mutating func finish(path: String) throws(LineFault) -> MapReading {
        guard let joiner = LineJoiner(record) else { return try asItStands.finish(path: path) }
        let plain = Result { () throws(LineFault) in try asItStands.finish(path: path) }
        // A mailer wraps at blanks and removes them; the log's reader joins such lines itself.
        if asItStands.mailerJoins > 0 { return try plain.get() }
        let joined = Result { () throws(LineFault) in try read(joiner, path) }
        switch (plain, joined) {
        case (.success(let plain), .success(let joined)) where plain.says(theSameAs: joined):
            return joined.warnings.count < plain.warnings.count ? joined : plain
        case (.success(let plain), .success(let joined)) where joined.unreadableLines > plain.unreadableLines:
            return plain
        case (.success, .failure):
            throw LineFault(line: lastLine, fault: .wrappedLines(column: joiner.width))
        case (_, .success(var joined)):
            if !joiner.isCertain {
                let concern = InputConcern.joinedLines(joiner.count, column: joiner.width)
                joined.warnings.insert(InputWarning(path: path, line: nil, concern: concern), at: 0)
            }
            return joined
        case (.failure(let fault), .failure): throw fault
        }
    }

    private func read(_ joiner: LineJoiner, _ path: String) throws(LineFault) -> MapReading {
        var reader = TextReader(boot: boot)
        try joiner.forEachLine { line, number, end throws(LineFault) in
            try reader.take(line, number: number, end: end)
        }
        return try reader.finish(path: path)
    }
}

extension MapReading {
    /// Lines that state memory and cannot be read.
    fileprivate var unreadableLines: Int {
        warnings.reduce(0) { sum, warning in
            if case .unreadableLines(let count) = warning.concern { sum + count } else { sum }
        }
    }

    /// Whether both readings describe the same machine, regardless of their lines.
    fileprivate func says(theSameAs other: MapReading) -> Bool {
        map == other.map && format == other.format && memorySource == other.memorySource && kept == other.kept
            && tdx == other.tdx && platform == other.platform && memoryFault == other.memoryFault
            && tdxLines.elementsEqual(other.tdxLines) { $0.event == $1.event && $0.text == $1.text }
    }
}

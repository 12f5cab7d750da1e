/// Chooses the reader for the lines: the first line of a tdxmap that is not a comment is its header.
struct FormatReader {
    private var text: UnwrappingReader
    private var tdxmap: TDXMapReader?
    private var isUndecided = true
    private var lineCount = 0
    private var unterminated: Int?

    private let boot: Int?

    init(boot: Int?) {
        self.boot = boot
        text = UnwrappingReader(boot: boot)
    }

    mutating func take(_ line: Span<UInt8>, number: Int, end: LineEnd) throws(LineFault) {
        lineCount = number
        if isUndecided, !TDXMapReader.isComment(line) {
            isUndecided = false
            if TDXMapReader.isHeader(line) { tdxmap = TDXMapReader() }
        }
        if tdxmap != nil {
            try tdxmap?.take(line, number: number, end: end)
            if end == .endOfInput { unterminated = number }
        } else {
            try text.take(line, number: number, end: end)
        }
    }

    mutating func finish(path: String) throws(LineFault) -> MapReading {
        guard let tdxmap else { return try text.finish(path: path) }
        do throws(InputFault) {
            if let boot { throw .noSuchBoot(boot, boots: 0) }
            var reading = MapReading(path: path, map: try tdxmap.finish(), format: .tdxmap, memorySource: .tdxmap)
            if let unterminated {
                reading.warnings.append(InputWarning(path: path, line: unterminated, concern: .unterminatedLastLine))
            }
            return reading
        } catch {
            throw LineFault(line: lineCount, fault: error)
        }
    }
}

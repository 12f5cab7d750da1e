import PhysicalMemory

/// Reads lines of /proc/iomem, from a file of its own or out of a text with other things in it.
struct IOMemoryReader {
    /// `System RAM` at the outermost level, both ends included.
    private(set) var memory: [Logged<ClosedRange<UInt64>>] = []
    /// Lines of the format that were seen.
    private(set) var lineCount = 0
    /// The first System RAM line that cannot be.
    private(set) var fault: LineFault?
    /// Whether any address was not zero: without privileges the kernel prints only zeros.
    private(set) var hasAddresses = false
    /// The last line, if the input ends inside it.
    private(set) var cutLine: Int?
    /// Blanks in front of the outermost lines so far: an excerpt may be indented as a whole.
    private var outermost = Int.max

    var hidesAddresses: Bool { lineCount > 0 && !hasAddresses }

    /// Takes a line, without its newline, if it is one of the format.
    mutating func take(_ line: Span<UInt8>, number: Int, end: LineEnd) {
        var position = 0
        var margin = 0
        while position < line.count {
            let byte = line[position]
            if Span<UInt8>.isBlank(byte) { margin += 1 } else if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "|") { margin = 0 } else { break }
            position += 1
        }
        // Most lines of a log end here.
        guard line.hasHexDigits(8, position) else { return }
        let start = position
        let low = line.hexDigits(&position)
        guard line.takeByte("-", &position) else { return }
        let isWhole = line.hasHexDigits(8, position)
        let high = line.hexDigits(&position)
        let range = start ..< position
        guard isWhole, line.take(" : ", &position) else {
            if end == .endOfInput { cutLine = number }
            return
        }
        lineCount += 1
        if low != .value(0) || high != .value(0) { hasAddresses = true }
        if margin < outermost {
            outermost = margin
            memory = []
            fault = nil
        }
        guard margin == outermost else { return }
        if line.isRest("System RAM", position) {
            takeMemory(low, high, number, line.text(range))
        } else if end == .endOfInput, line.isBeginning(of: "System RAM", position) {
            cutLine = number
        }
    }

    private mutating func takeMemory(_ low: ScannedNumber, _ high: ScannedNumber, _ number: Int, _ text: String) {
        guard case .value(let first) = low, case .value(let last) = high else {
            return note(.addressTooLarge(text), number)
        }
        switch StatedRange.inclusive(first, last) {
        case .range(let bytes): memory.append(Logged(value: bytes, line: number))
        case .empty: break
        case .fault(let fault): note(fault, number)
        }
    }

    private mutating func note(_ fault: InputFault, _ line: Int) { self.fault = self.fault ?? LineFault(line: line, fault: fault) }
}

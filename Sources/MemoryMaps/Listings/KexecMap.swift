import PhysicalMemory

/// Reads the map that `kexec -d` prints below `E820 memmap:`, in its own numbers for the types.
struct KexecMap {
    private(set) var ranges: [Logged<FirmwareRange>] = []
    private(set) var fault: LineFault?
    private var isInside = false

    mutating func take(_ line: Span<UInt8>, number: Int) {
        if line.find("E820 memmap:", from: 0, within: 200) {
            isInside = true
            ranges = []
            fault = nil
            return
        }
        guard isInside else { return }
        var position = 0
        line.skipBlanks(&position)
        guard line.hasHexDigits(16, position), case .bounds(let low, let high) = line.dashedBounds(&position, spaced: false),
            line.take(" (", &position), case .value(let kind) = line.decimalDigits(&position), line.takeByte(")", &position)
        else {
            isInside = false
            return
        }
        guard let low, let high else { return note(.addressTooLarge(line.text(0 ..< position)), number) }
        switch StatedRange.inclusive(low, high) {
        // RAM is 0; the others are one less than e820's numbers.
        case .range(let bytes): ranges.append(Logged(value: FirmwareRange(bytes, FirmwareMemoryType(UInt32(clamping: kind) &+ 1)), line: number))
        case .empty: break
        case .fault(let fault): note(fault, number)
        }
    }

    private mutating func note(_ fault: InputFault, _ line: Int) { self.fault = self.fault ?? LineFault(line: line, fault: fault) }
}

extension Span<UInt8> {
    /// Whether `text` stands in the first `length` bytes; a line that begins otherwise than a word does is not searched.
    fileprivate func find(_ text: StaticString, from start: Int, within length: Int) -> Bool {
        guard count > start, let first = firstIndex(of: UInt8(ascii: "E"), from: start), first < length else { return false }
        return extracting(0 ..< Swift.min(count, length)).find(text, from: first) != nil
    }
}

import PhysicalMemory

/// Reads the map that `kexec -d` and the kernel print below `E820 memmap:`, in e820's numbers for the types, with or without something in front of each line.
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
        var position = Self.start(line)
        guard case .bounds(let low, let high) = line.dashedBounds(&position, spaced: false),
            line.take(" (", &position), case .value(let kind) = line.decimalDigits(&position),
            line.takeByte(")", &position)
        else {
            isInside = false
            return
        }
        guard let low, let high else { return note(.addressTooLarge(line.text(0..<position)), number) }
        switch StatedRange.inclusive(low, high) {
        case .range(let bytes):
            ranges.append(Logged(value: FirmwareRange(bytes, FirmwareMemoryType(UInt32(clamping: kind))), line: number))
        case .empty: break
        case .fault(let fault): note(fault, number)
        }
    }

    /// Where `0000000000001000-000000000009ffff (1)` begins: behind a time stamp, `kexec: ` or nothing; the line's end where there is none.
    private static func start(_ line: Span<UInt8>) -> Int {
        var search = 0
        while let behind = line.find(" (", from: search) {
            let start = behind - 35
            if start >= 0, line.hasHexDigits(16, start),
                start == 0 || line[start - 1] == UInt8(ascii: " ") || line[start - 1] == UInt8(ascii: "\t")
            {
                return start
            }
            search = behind
        }
        return line.count
    }

    private mutating func note(_ fault: InputFault, _ line: Int) {
        self.fault = self.fault ?? LineFault(line: line, fault: fault)
    }
}

extension Span<UInt8> {
    /// Whether `text` stands in the first `length` bytes; a line that begins otherwise than a word does is not searched.
    fileprivate func find(_ text: StaticString, from start: Int, within length: Int) -> Bool {
        guard count > start, let first = firstIndex(of: UInt8(ascii: "E"), from: start), first < length else {
            return false
        }
        return extracting(0..<Swift.min(count, length)).find(text, from: first) != nil
    }
}

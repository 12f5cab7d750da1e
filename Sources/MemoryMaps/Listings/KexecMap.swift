import PhysicalMemory

/// Reads the maps that `kexec -d` and the kernel print, with or without something in front of each line: below `E820
/// memmap:` with e820's numbers for the types, below `MEMORY RANGES` and `CRASH MEMORY RANGES` with kexec's own.
struct KexecMap {
    /// The best one first.
    private enum Kind: CaseIterable {
        /// The map that is passed to the next kernel.
        case e820
        /// The memory that kexec found in /proc/iomem.
        case memory
        /// The memory that a capture kernel is to save; its own memory is not in it.
        case crash
    }

    private struct Listing {
        var ranges: [Logged<FirmwareRange>] = []
        var fault: LineFault?
        var count = 0
        /// Where it begins.
        var line = 1
    }

    private var listings: [Kind: Listing] = [:]
    private var inside: Kind?

    private var best: (kind: Kind, listing: Listing)? {
        for kind in Kind.allCases {
            if let listing = listings[kind], !listing.ranges.isEmpty || listing.fault != nil { return (kind, listing) }
        }
        return nil
    }

    var ranges: [Logged<FirmwareRange>] { best?.listing.ranges ?? [] }
    var fault: LineFault? { best?.listing.fault }
    /// How many there are of the kind that counts, and where the last of them begins.
    var listing: (count: Int, line: Int) { best.map { ($0.listing.count, $0.listing.line) } ?? (0, 1) }
    /// Whether the memory of a capture kernel is missing.
    var isWithoutCaptureKernel: Bool { best?.kind == .crash }

    mutating func take(_ line: Span<UInt8>, number: Int) {
        if let kind = Self.kind(line) {
            inside = kind
            let count = listings[kind]?.count ?? 0
            listings[kind] = Listing(count: count + 1, line: number)
            return
        }
        guard let inside else { return }
        var position = Self.start(line)
        guard case .bounds(let low, let high) = line.dashedBounds(&position, spaced: false),
            line.take(" (", &position), case .value(let type) = line.decimalDigits(&position),
            line.takeByte(")", &position)
        else {
            self.inside = nil
            return
        }
        guard let low, let high else { return note(.addressTooLarge(line.text(0..<position)), number, inside) }
        switch StatedRange.inclusive(low, high) {
        case .range(let bytes):
            let range = FirmwareRange(bytes, Self.type(type, inside))
            listings[inside]?.ranges.append(Logged(value: range, line: number))
        case .empty: break
        case .fault(let fault): note(fault, number, inside)
        }
    }

    /// Which listing a line announces.
    private static func kind(_ line: Span<UInt8>) -> Kind? {
        if line.find("E820 memmap:", from: 0, within: 200) { return .e820 }
        var end = line.count
        while end > 0, Span<UInt8>.isBlank(line[end - 1]) || line[end - 1] == UInt8(ascii: ":") { end -= 1 }
        var position = end - "MEMORY RANGES".utf8.count
        guard position >= 0, line.take("MEMORY RANGES", &position) else { return nil }
        var crash = end - "CRASH MEMORY RANGES".utf8.count
        return crash >= 0 && line.take("CRASH ", &crash) ? .crash : .memory
    }

    /// A number for a type: kexec counts RAM as 0, and most others one below e820.
    private static func type(_ number: UInt64, _ kind: Kind) -> FirmwareMemoryType {
        guard kind != .e820 else { return FirmwareMemoryType(UInt32(clamping: number)) }
        return switch number {
        case 0...4, 6, 11: FirmwareMemoryType(UInt32(number) + 1)
        default: .reserved
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

    private mutating func note(_ fault: InputFault, _ line: Int, _ kind: Kind) {
        if listings[kind]?.fault == nil { listings[kind]?.fault = LineFault(line: line, fault: fault) }
    }
}

extension Span<UInt8> {
    /// Whether `text` stands in the first `length` bytes; a line that does not begin with a word is not searched.
    fileprivate func find(_ text: StaticString, from start: Int, within length: Int) -> Bool {
        guard count > start, let first = firstIndex(of: UInt8(ascii: "E"), from: start), first < length else {
            return false
        }
        return extracting(0..<Swift.min(count, length)).find(text, from: first) != nil
    }
}

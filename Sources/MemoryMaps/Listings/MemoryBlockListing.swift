import PhysicalMemory

/// Reads the output of lsmem: a table, with any columns, pairs (`-P`) or JSON (`-J`), ranges or single blocks (`-a`).
struct MemoryBlockListing {
    /// Online blocks.
    private(set) var memory: [Logged<NodeBytes>] = []
    private(set) var lineCount = 0
    private(set) var fault: LineFault?
    /// The names of the columns, once the header was seen.
    private var columns: [String] = []
    private var json = MemoryBlockJSON()
    /// How many there are, and where the last of them begins.
    private(set) var listings = ListingCount()
    private var order = ListingOrder()
    /// lsmem's own total, rounded to a tenth of `unit`; both in bytes, with the line that states it.
    private var total: (size: Double, unit: Double, line: Int)?
    private var lastRange = ""

    /// Whether the listing is in reverse order, the last line first.
    var runsBackwards: Bool { order.isReversed }

    /// The online memory in lsmem's total that its rows do not list, and the line of the total.
    var missing: (size: ByteCount, line: Int)? {
        guard let total else { return nil }
        let listed = memory.reduce(0.0) { $0 + Double($1.value.bytes.count) }
        guard listed + total.unit / 10 < total.size else { return nil }
        return (ByteCount(UInt64(total.size - listed)), total.line)
    }

    /// Takes a line, also one that mail quoted or that stands inside of a string, its quotation marks escaped.
    mutating func take(_ line: Span<UInt8>, number: Int) {
        var position = 0
        line.skipQuoting(&position)
        guard position < line.count else { return }
        guard Self.mayBegin(line[position]) else { return }
        if let escaped = line.firstIndex(of: UInt8(ascii: "\\"), from: position), escaped + 1 < line.count {
            let plain = line.extracting(position...).bytes.filter { $0 != UInt8(ascii: "\\") }
            return takePlain(plain.span, number)
        }
        takePlain(line.extracting(position...), number)
    }

    /// Whether a line of any of the forms can begin like this.
    private static func mayBegin(_ byte: UInt8) -> Bool {
        ["R", "T", "0", "{", "}", "[", "\"", "\\", "'"].contains { (first: Unicode.Scalar) in
            UInt8(ascii: first) == byte
        }
    }

    private mutating func takePlain(_ line: Span<UInt8>, _ number: Int) {
        var position = 0
        while position < line.count, line[position] == UInt8(ascii: "'") { position += 1 }
        guard position < line.count else { return }
        if json.mayBeIn(line, position) {
            var blocks: [MemoryBlockJSON.Block] = []
            json.take(line) { blocks.append($0) }
            for block in blocks { take(block.range, isOnline: block.state == "online", node: block.node, number) }
            return
        }
        guard position + 5 < line.count else { return }
        if line.take("RANGE", &position) {
            if line.takeByte("=", &position) { return takePairs(line, number) }
            let words = Self.words(line)
            if words.contains("STATE") || words.contains("SIZE") { columns = words }
            return
        }
        if line.take("Total online memory:", &position) { return takeTotal(line, number) }
        guard line.take("0x", &position), line.hasHexDigits(16, position) else { return }
        let words = Self.words(line)
        guard words.count >= 2, let state = words.first(where: { $0 == "online" || $0 == "offline" }) else { return }
        let node = columns.firstIndex(of: "NODE").flatMap { words.count == columns.count ? UInt32(words[$0]) : nil }
        take(words[0], isOnline: state == "online", node: node, number)
    }

    /// `RANGE="0x0000000000000000-0x0000000007ffffff" SIZE="128M" STATE="online" NODE="0"`
    private mutating func takePairs(_ line: Span<UInt8>, _ number: Int) {
        var values: [String: String] = [:]
        for word in Self.words(line) {
            guard let equals = word.firstIndex(of: "=") else { continue }
            values[String(word[..<equals])] = word[word.index(after: equals)...].filter { $0 != "\"" }
        }
        guard let range = values["RANGE"], let state = values["STATE"] else { return }
        take(range, isOnline: state == "online", node: values["NODE"].flatMap { UInt32($0) }, number)
    }

    /// `Total online memory:      15.9G`, or bytes.
    private mutating func takeTotal(_ line: Span<UInt8>, _ number: Int) {
        guard var text = Self.words(line).last, let last = text.last else { return }
        var unit = 1.0
        if let power = Array("KMGTPE").firstIndex(of: last) {
            unit = Double(UInt64(1) << UInt64(10 * (power + 1)))
            text.removeLast()
        }
        guard let size = Double(text), size >= 0, size * unit <= Double(PhysicalAddress.limit.rawValue) else { return }
        total = (size * unit, unit, number)
    }

    private mutating func take(_ range: String, isOnline: Bool, node: UInt32?, _ number: Int) {
        let bytes = Array(range.utf8)
        let span = bytes.span
        var position = 0
        guard case .bounds(let low, let high) = span.dashedBounds(&position, spaced: false), position == span.count
        else { return }
        lineCount += 1
        if let low {
            order.take(low)
            if listings.isNext(low, isRepeated: range == lastRange, number) {
                memory = []
                fault = nil
            }
            lastRange = range
        }
        guard isOnline else { return }
        guard let low, let high else { return note(.addressTooLarge(span.text(0..<span.count)), number) }
        switch StatedRange.inclusive(low, high) {
        case .range(let bytes):
            memory.append(
                Logged(
                    value: NodeBytes(bytes: bytes, node: NodeID(min(node ?? 0, UInt32(TDXMapLimit.node)))), line: number
                ))
        case .empty: break
        case .fault(let fault): note(fault, number)
        }
    }

    private mutating func note(_ fault: InputFault, _ line: Int) {
        self.fault = self.fault ?? LineFault(line: line, fault: fault)
    }

    private static func words(_ line: Span<UInt8>) -> [String] {
        let text = line.extracting(0..<min(line.count, 400))
        return text.text(0..<text.count, longest: 400).split(whereSeparator: { $0 == " " || $0 == "\u{fffd}" }).map(
            String.init)
    }
}

import PhysicalMemory

/// Reads lines of /proc/iomem, from a file of its own or out of a text with other things in it.
struct IOMemoryReader {
    /// Boot memory of the current listing, both ends included.
    private(set) var memory: [Logged<ClosedRange<UInt64>>] = []
    /// Lines of the format that were seen.
    private(set) var lineCount = 0
    /// The first impossible System RAM line.
    private(set) var fault: LineFault?
    /// Listings seen that hold memory, and where the last of them begins.
    private(set) var listings: (count: Int, line: Int) = (0, 1)
    /// Whether any address was not zero: without privileges the kernel prints only zeros.
    private(set) var hasAddresses = false
    /// The last line, if the input ends inside it.
    private(set) var cutLine: Int?
    /// The resources that may contain the current line, outermost first.
    private var parents: [Parent] = []
    /// Blanks in front of the outermost lines so far: an excerpt may be indented as a whole.
    private var outermost = Int.max
    /// The start of the first line of the listing.
    private var firstStart: UInt64?
    private var order = ListingOrder()

    /// Whether the listing is in reverse order, the last line first: a nested resource then stands above the one that holds it.
    var runsBackwards: Bool { order.isReversed }

    private struct Parent {
        var margin: Int
        /// Whether `System RAM` inside was there at boot: the kernel inserts windows of buses around memory that it knew before, and adds memory later
        /// inside everything else.
        var maySurroundBootMemory: Bool
    }

    var hidesAddresses: Bool { lineCount > 0 && !hasAddresses }

    /// Takes a line, without its newline, if it is one of the format.
    mutating func take(_ line: Span<UInt8>, number: Int, end: LineEnd) {
        var position = 0
        var margin = 0
        while position < line.count {
            let byte = line[position]
            if Span<UInt8>.isBlank(byte) {
                margin += 1
            } else if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "|") {
                margin = 0
            } else {
                break
            }
            position += 1
        }
        // Most lines of a log end here.
        guard line.hasHexDigits(8, position) else { return }
        let start = position
        let low = line.hexDigits(&position)
        guard line.takeByte("-", &position) else { return }
        let isWhole = line.hasHexDigits(8, position)
        let high = line.hexDigits(&position)
        let range = start..<position
        guard isWhole, line.take(" : ", &position) else {
            if end == .endOfInput { cutLine = number }
            return
        }
        lineCount += 1
        guard low != .value(0) || high != .value(0) else { return }
        hasAddresses = true
        enter(margin, low, number)
        let mayBeMemory = parents.allSatisfy(\.maySurroundBootMemory)
        parents.append(Parent(margin: margin, maySurroundBootMemory: Self.isBusWindow(line, position)))
        guard mayBeMemory else { return }
        if line.isRest("System RAM", position) {
            takeMemory(low, high, number, line.text(range))
        } else if end == .endOfInput, line.isBeginning(of: "System RAM", position) {
            cutLine = number
        }
    }

    /// Finds the place of a line among the others: inside which it lies, and whether it begins another listing.
    private mutating func enter(_ margin: Int, _ low: ScannedNumber, _ number: Int) {
        while let last = parents.last, last.margin >= margin { parents.removeLast() }
        if margin < outermost {
            // The lines before were nested in a resource that the excerpt does not show.
            outermost = margin
            forget()
        }
        guard case .value(let first) = low else { return }
        order.take(first)
        guard margin == outermost else { return }
        if let firstStart, first <= firstStart { forget() }
        if firstStart == nil { firstStart = first }
    }

    private mutating func forget() {
        memory = []
        fault = nil
        firstStart = nil
    }

    private mutating func takeMemory(_ low: ScannedNumber, _ high: ScannedNumber, _ number: Int, _ text: String) {
        if memory.isEmpty, fault == nil { listings = (listings.count + 1, number) }
        guard case .value(let first) = low, case .value(let last) = high else {
            return note(.addressTooLarge(text), number)
        }
        switch StatedRange.inclusive(first, last) {
        case .range(let bytes): memory.append(Logged(value: bytes, line: number))
        case .empty: break
        case .fault(let fault): note(fault, number)
        }
    }

    private mutating func note(_ fault: InputFault, _ line: Int) {
        self.fault = self.fault ?? LineFault(line: line, fault: fault)
    }

    /// Whether a resource's name is that of a window through which a bus or a host bridge decodes addresses.
    private static func isBusWindow(_ line: Span<UInt8>, _ name: Int) -> Bool {
        line.find("PCI Bus ", from: name) != nil || line.find(" Window", from: name) != nil
    }
}

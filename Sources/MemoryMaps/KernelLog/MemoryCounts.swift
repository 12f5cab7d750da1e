import PhysicalMemory

/// How much memory the kernel itself counted, beside what it listed.
struct MemoryCounts {
    private var totalKiB: UInt64?
    /// The frame behind the last one of memory; 0 where nothing is said.
    private(set) var end: UInt64 = 0
    private var pagesOfNode: [UInt64: UInt64] = [:]
    /// The last line that counts memory.
    private(set) var line: Int?

    mutating func take(totalKiB kib: UInt64, _ line: Int) {
        totalKiB = kib
        self.line = line
    }

    mutating func take(end: UInt64, _ line: Int) {
        self.end = max(self.end, end)
        if self.line == nil { self.line = line }
    }

    mutating func take(pages: UInt64, ofNode node: UInt64, _ line: Int) {
        guard node <= TDXMapLimit.node else { return }
        pagesOfNode[node] = pages
        if totalKiB == nil { self.line = line }
    }

    /// All memory: the kernel's sum if it is there, else that of the nodes; nil where nothing is counted or the number is no machine's.
    var total: ByteCount? {
        let limit = PhysicalAddress.limit.rawValue
        if let totalKiB { return totalKiB <= limit >> 10 ? ByteCount(totalKiB << 10) : nil }
        guard !pagesOfNode.isEmpty else { return nil }
        var pages: UInt64 = 0
        for count in pagesOfNode.values {
            guard count <= limit >> 12, pages + count <= limit >> 12 else { return nil }
            pages += count
        }
        return .pages(pages)
    }
}

/// Messages that are missing where memory is stated.
struct LogGap {
    /// nil where a number was not said.
    private(set) var messages: UInt64?
    /// The line that says so first.
    private(set) var line: Int

    init(messages: UInt64?, line: Int) {
        self.messages = messages
        self.line = line
    }

    init(after earlier: LogGap?, messages: UInt64?, line: Int) {
        self.line = earlier?.line ?? line
        guard let earlier else {
            self.messages = messages
            return
        }
        guard let before = earlier.messages, let messages,
            case let (sum, overflow) = before.addingReportingOverflow(messages), !overflow
        else { return }
        self.messages = sum
    }
}

import PhysicalMemory

/// How much memory the kernel itself counted, beside what it listed.
struct MemoryCounts {
    private var stated: ByteCount?
    /// One past the last page frame with memory; 0 where it is not stated.
    private(set) var end: UInt64 = 0
    private var pagesOfNode: [UInt64: UInt64] = [:]
    /// The last line that counts memory.
    private(set) var line: Int?

    mutating func take(total: ByteCount, _ line: Int) {
        stated = total
        self.line = line
    }

    mutating func take(end: UInt64, _ line: Int) {
        self.end = max(self.end, end)
        if self.line == nil { self.line = line }
    }

    mutating func take(pages: UInt64, ofNode node: UInt64, _ line: Int) {
        guard node <= TDXMapLimit.node else { return }
        pagesOfNode[node] = pages
        if stated == nil { self.line = line }
    }

    /// All memory: the kernel's sum if it is there, else that of the nodes; nil where nothing is counted or the number is impossible.
    var total: ByteCount? {
        let limit = PhysicalAddress.limit.rawValue
        if let stated { return stated.rawValue <= limit ? stated : nil }
        guard !pagesOfNode.isEmpty else { return nil }
        var pages: UInt64 = 0
        for count in pagesOfNode.values {
            guard count <= limit >> 12, pages + count <= limit >> 12 else { return nil }
            pages += count
        }
        return .pages(pages)
    }
}

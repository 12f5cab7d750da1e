import PhysicalMemory

/// The memory regions of memblock as the kernel dumps them; the last whole dump counts.
struct MemblockDump {
    private(set) var whole: [Logged<NodeBytes>]?
    /// Whether the whole dump names nodes: the first ones of a boot do not.
    private(set) var namesNodes = false
    /// The readable part of the last dump; nil without any.
    private(set) var part: Part?
    private var entries: [Logged<NodeBytes>] = []
    private var allHaveNodes = true

    /// The facts about a dump.
    struct Part {
        /// Entries that can be read.
        var entries = 0
        /// The number of entries that it states; nil where its beginning is missing.
        var expected: UInt64?
        /// Where it begins.
        var line: Int
        /// Whether something is missing in between.
        var isBroken = false
    }

    mutating func begin(_ count: UInt64, line: Int) {
        part = count == 0 ? nil : Part(expected: count, line: line)
        entries = []
        allHaveNodes = true
    }

    /// Takes entry `index`, the first being 0.
    mutating func take(_ index: UInt64, _ bytes: ClosedRange<UInt64>, _ node: NodeID?, line: Int) {
        var part = self.part ?? Part(line: line)
        defer { self.part = part }
        part.entries += 1
        guard !part.isBroken, let expected = part.expected, index == UInt64(entries.count), index < expected else {
            part.isBroken = true
            return
        }
        entries.append(Logged(value: NodeBytes(bytes: bytes, node: node ?? NodeID(0)), line: line))
        if node == nil { allHaveNodes = false }
        if index + 1 == expected {
            whole = entries
            namesNodes = allHaveNodes
        }
    }
}

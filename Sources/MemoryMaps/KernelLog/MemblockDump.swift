import PhysicalMemory

/// The memory regions of memblock as the kernel dumps them; the last whole dump counts.
struct MemblockDump {
    private(set) var whole: [Logged<NodeBytes>]?
    /// Whether the whole dump names nodes: the first ones of a boot do not.
    private(set) var namesNodes = false
    private var expected: UInt64 = 0
    private var entries: [Logged<NodeBytes>] = []
    private var allHaveNodes = true

    mutating func begin(_ count: UInt64) {
        expected = count
        entries = []
        allHaveNodes = true
    }

    /// Takes entry `index`, the first being 0.
    mutating func take(_ index: UInt64, _ bytes: ClosedRange<UInt64>, _ node: NodeID?, line: Int) {
        guard index == UInt64(entries.count), index < expected else {
            // Something is missing in between.
            expected = 0
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

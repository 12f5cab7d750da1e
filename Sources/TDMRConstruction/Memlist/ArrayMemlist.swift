public import PhysicalMemory

/// The memlist as one contiguous array: 24 bytes an entry, read sequentially.
public struct ArrayMemlist: Memlist {
    public static var name: String { "array" }
    public let entries: [MemoryRegion]

    init(entries: [MemoryRegion]) { self.entries = entries }

    public var count: Int { entries.count }
    public var size: ByteCount { ByteCount(of: MemoryRegion.self, count: entries.capacity) }
}

public import PhysicalMemory

/// Why an index was not built.
public enum RangeIndexError: Error, Hashable, Sendable {
    /// Entry `index` holds no page.
    case emptyEntry(MemoryRegion, index: Int)
    /// Entry `index` starts below the entry before it.
    case outOfOrder(MemoryRegion, after: MemoryRegion, index: Int)
    /// Entry `index` starts inside the entry before it.
    case overlap(MemoryRegion, with: MemoryRegion, index: Int)
    /// The member answers for whole memory blocks only, and the caller did not promise to ask only for those.
    case memoryBlocksOnly
    /// The member is for short lists.
    case tooManyEntries(count: Int, limit: Int)
    /// The member is for lists that lie close together.
    case tooWide(span: PageRange, limit: ByteCount)
    /// The member's table would have to reach up to a frame that no x86 processor can address.
    case beyondLimit(MemoryRegion, limit: PageFrame)
}

extension RangeIndexError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .emptyEntry(let entry, let index):
            "memlist entry \(index), \(entry), is empty"
        case .outOfOrder(let entry, let before, let index):
            "memlist entry \(index), \(entry), starts below the entry before it, \(before)"
        case .overlap(let entry, let before, let index):
            "memlist entry \(index), \(entry), overlaps the entry before it, \(before)"
        case .memoryBlocksOnly:
            "this index answers for whole 128 MiB memory blocks only"
        case .tooManyEntries(let count, let limit):
            "the memlist has \(count) entries; this index is for at most \(limit)"
        case .tooWide(let span, let limit):
            "the memlist spans \(span); this index is for at most \(limit)"
        case .beyondLimit(let entry, let limit):
            "memlist entry \(entry) reaches above \(limit.address), the highest address this index can hold"
        }
    }
}

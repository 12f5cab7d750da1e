public import PhysicalMemory

/// The memlist as three columns (first frames, frames behind the last, nodes), so that a search over starts reads only those: 20 bytes an entry.
public struct ColumnMemlist: Memlist {
    public static var name: String { "columns" }
    public private(set) var count = 0
    /// Not written while another list shares it.
    private var columns = Columns(capacity: 0)

    public var entries: [MemoryRegion] { (0..<count).map { columns[$0] } }

    /// One past the last frame of the list; 0 for an empty one.
    var end: PageFrame { count == 0 ? PageFrame(0) : columns[count - 1].end }

    public var size: ByteCount { columns.size }

    /// Adds an entry behind the others.
    /// - Precondition: there is room for it, and no other list shares the memory: `fill` was called with a larger capacity.
    mutating func append(_ entry: MemoryRegion) {
        precondition(count < columns.capacity)
        columns.set(count, entry)
        count += 1
    }

    /// Replaces the entries by those that `body` writes; it returns how many. The memory is used again where it is not shared and large enough.
    mutating func fill(capacity: Int, _ body: (Columns) -> Int) {
        if columns.capacity < capacity || !columns.isUnshared() { columns = Columns(capacity: capacity) }
        // The list, which outlives the call, holds the memory.
        count = body(columns)
    }
}

import PhysicalMemory
import TDMRConstruction

/// The memlist that TDX was initialised over, asked by page range. While there is none, everything passes, as in Linux.
struct MemlistGuard<Index: RangeIndex>: Sendable {
    private let predicate: CoverPredicate
    private let queries: QueryKind
    private var index: Index?
    private(set) var lookups = 0

    /// - Parameter queries: `.memoryBlocks` where single blocks are asked for: what answers those best is slow on long ranges.
    init(_ predicate: CoverPredicate, queries: QueryKind) {
        self.predicate = predicate
        self.queries = queries
    }

    /// - Parameter memlist: ascending and disjoint; empty: no list.
    mutating func watch(_ memlist: [MemoryRegion]) {
        guard !memlist.isEmpty else { return index = nil }
        do {
            index = try Index(memlist, predicate: predicate, queries: queries)
        } catch {
            // A memory map is in order when it is read or made, and memory blocks are walked in order.
            preconditionFailure("\(error)")
        }
    }

    /// - Complexity: as `Index` says.
    /// - Precondition: `range` is whole memory blocks and not empty, if that was said.
    @inline(__always)
    mutating func passes(_ range: PageRange) -> Bool {
        lookups &+= 1
        return index?.covers(range) ?? true
    }
}

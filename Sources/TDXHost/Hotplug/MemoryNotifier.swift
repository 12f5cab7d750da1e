public import PhysicalMemory
public import TDMRConstruction

/// The kernel's answer to MEM_GOING_ONLINE: inside the memlist that TDX was initialised over. While there is no list everything may go online, as in Linux.
///
/// It is not called for memory that goes offline.
public struct MemoryNotifier<Index: RangeIndex>: Sendable {
    private let predicate: CoverPredicate
    private let queries: QueryKind
    private var index: Index?
    /// Ranges in which a whole block must lie, to answer for many blocks in one pass.
    private var ranges: [PageRange] = []
    /// Answers given so far; one for each block.
    private(set) var lookups = 0

    /// A notifier without a list.
    /// - Parameter queries: `.memoryBlocks` where single blocks are asked for: the best index for those is slow on long ranges.
    init(_ predicate: CoverPredicate, queries: QueryKind) {
        self.predicate = predicate
        self.queries = queries
    }

    /// The notifier of a kernel that has initialised TDX over all of `memory`.
    /// - Parameters:
    ///   - memory: the memory regions at start-up; empty after a failed one, when the kernel has freed the list.
    ///   - predicate: when a range counts as inside the list.
    /// - Throws: `ConstructionError.unordered`.
    public init(memory: [MemoryRegion], predicate: CoverPredicate) throws {
        self.init(predicate, queries: .anyRange)
        watch(try ArrayMemlistBuilder().build(memory, cmrs: []).entries)
    }

    /// - Parameter memlist: ascending and disjoint; empty: no list.
    mutating func watch(_ memlist: [MemoryRegion]) {
        guard !memlist.isEmpty else { return index = nil }
        ranges = predicate == .union ? Array(PageRanges(memlist.lazy.map(\.pages))) : memlist.map(\.pages)
        do {
            index = try Index(memlist, predicate: predicate, queries: queries)
        } catch {
            // A memory map is in order when it is read or made, and memory blocks are walked in order.
            preconditionFailure("\(error)")
        }
    }

    /// Whether `range` may go online.
    /// - Precondition: `range` is of whole memory blocks and not empty where the notifier was made for those.
    /// - Complexity: as `Index` says.
    @inline(__always)
    public func mayGoOnline(_ range: PageRange) -> Bool { index?.covers(range) ?? true }

    /// The same, counted in `lookups`.
    @inline(__always)
    mutating func answer(_ range: PageRange) -> Bool {
        lookups &+= 1
        return mayGoOnline(range)
    }

    /// The answers for blocks that are asked for one after the other, counted likewise.
    /// - Complexity: O(log *n*) and the ranges that the blocks span.
    mutating func answers(for blocks: BlocksGoingOnline) -> [(blocks: Range<Int>, passes: Bool)] {
        guard blocks.count > 1 else { return [(0..<1, answer(blocks.region.pages))] }
        lookups &+= blocks.count
        guard index != nil else { return [(0..<blocks.count, true)] }
        let first = blocks.numbers.lowerBound
        return WholeBlocks(ranges: ranges, pagesPerBlock: blocks.pagesPerBlock).parts(of: blocks.numbers).map { part in
            (part.blocks.lowerBound - first..<part.blocks.upperBound - first, part.isCovered)
        }
    }
}

public import PhysicalMemory

/// Chooses the fastest member by the kind of queries, the length of the list and how evenly it is spread.
///
/// - Whole memory blocks: the runs of sections, unless the list is so spread that they would be larger than the grid. Single calls test the
///   longest range first where it is most of the list; batches over up to sixteen ranges within 4 TiB are compared with all of them at once where the runs would take half of
///   the first-level cache or more.
/// - Up to sixteen ranges within 4 TiB: all compared at once, where the processor has wide compares; single calls over up to four in the S+ tree, then a
///   single leaf.
/// - Else the grid, unless the ranges crowd so much that a query meets more branches than an S+ tree in the second-level cache has levels to spare. The tree
///   also takes what lies above 2^52.
///
/// Chosen for batches and for queries that depend on each other. Independent single calls over a few 100,000 ranges are a quarter faster with the radix table,
/// which asks for less at a time, so that the processor looks further ahead.
///
/// Costs what the chosen member costs, and one well predicted branch per call; counted in a batch of 1,000: 0.03 instructions a query.
public struct AutoIndex: RangeIndex, ChainedIndex {
    public static let name = "auto"

    private enum Choice: Sendable {
        case few, sections, guess, grid, tree
    }

    // All members are stored, those not chosen over an empty list: a switch over an enumeration with payloads would copy the chosen one at every call.
    private let single: Choice
    private let batch: Choice
    private let few: FewEntries
    private let sections: SectionRuns
    private let guess: LongestFirst
    private let grid: Grid
    private let tree: SPlusTree

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        var (single, batch) = Self.choice(memlist, queries)
        func list(for candidate: Choice) -> [MemoryRegion] { [single, batch].contains(candidate) ? memlist : [] }
        few = try FewEntries(list(for: .few), predicate: predicate)
        sections = try SectionRuns(list(for: .sections), predicate: predicate, queries: .memoryBlocks)
        guess = try LongestFirst(list(for: .guess), predicate: predicate, queries: .memoryBlocks)
        var grid = try Grid(list(for: .grid), predicate: predicate)
        if single == .grid, Self.treePays(memlist, grid) {
            (single, batch) = (.tree, .tree)
            grid = try Grid([], predicate: predicate)
        }
        self.grid = grid
        tree = try SPlusTree(list(for: .tree), predicate: predicate)
        self.single = single
        self.batch = batch
    }

    /// Whether the ranges are so crowded that a query costs less in the tree.
    ///
    /// The cost of a query in tenths of a nanosecond, measured on a Zen 4 with all data in the L2 cache: 20 in the grid and 27 more for each branch that it
    /// meets, 10 in the tree and 13 more for each level. Where the tree, of 18 bytes a range, is larger than that, its levels cost more.
    private static func treePays(_ memlist: [MemoryRegion], _ grid: Grid) -> Bool {
        guard UInt64(memlist.count) * ByteCount(18) <= 2 * CacheSize.second else { return false }
        return 20 + 27 * grid.branchesAbove > 10 + 13 * Double(SPlusTree.levelCount(entries: memlist.count))
    }

    /// The members for single calls and for batches. The list may still be out of order; then every member refuses it.
    private static func choice(_ memlist: [MemoryRegion], _ queries: QueryKind) -> (single: Choice, batch: Choice) {
        guard let first = memlist.first, let last = memlist.last else { return (.few, .few) }
        guard last.end <= .limit else { return (.tree, .tree) }
        let span = PageRange(start: first.start, end: last.end)
        let isFew =
            memlist.count <= FewEntries.limit && span.count <= FewEntries.widest.pages && LookupKernel.best >= .avx2
        let isLeaf = isFew && memlist.count <= SPlusTree.leafCapacity
        let runsSize = span.count / SectionRuns.pagesPerSection
        if queries == .memoryBlocks, runsSize <= max(16 * UInt64(memlist.count), 1 << 17) {
            // Half of the L1 cache is the queries' and answers'. A table of 16 KiB: on Emerald Rapids, with 48 KiB, the runs take 1.07 ns a query and the few 1.28; on Zen 4, with
            // 32 KiB, 0.69 and 0.49.
            let batch: Choice = isFew && 2 * runsSize >= CacheSize.first.rawValue ? .few : .sections
            return (LongestFirst.pays(for: memlist) ? .guess : .sections, batch)
        }
        return isLeaf ? (.tree, .few) : isFew ? (.few, .few) : (.grid, .grid)
    }

    /// The name of the member that was chosen for single calls.
    public var chosen: String {
        switch single {
        case .few: FewEntries.name
        case .sections: SectionRuns.name
        case .guess: LongestFirst.name
        case .grid: Grid.name
        case .tree: SPlusTree.name
        }
    }

    /// Whether single calls test the longest range first.
    package var guessesLongest: Bool { single == .guess }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        switch single {
        case .few: few.covers(query)
        case .sections: sections.covers(query)
        case .guess: guess.covers(query)
        case .grid: grid.covers(query)
        case .tree: tree.covers(query)
        }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        switch batch {
        case .few: few.covers(queries, into: &answers)
        case .sections: sections.covers(queries, into: &answers)
        case .guess: guess.covers(queries, into: &answers)
        case .grid: grid.covers(queries, into: &answers)
        case .tree: tree.covers(queries, into: &answers)
        }
    }

    /// Chooses once for the batch, not once per query.
    public func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        switch single {
        case .few: few.coversOneByOne(queries, into: &answers)
        case .sections: sections.coversOneByOne(queries, into: &answers)
        case .guess: guess.coversOneByOne(queries, into: &answers)
        case .grid: grid.coversOneByOne(queries, into: &answers)
        case .tree: tree.coversOneByOne(queries, into: &answers)
        }
    }

    package func countCoveredInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> Int {
        switch single {
        case .few: few.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .sections: sections.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .guess: guess.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .grid: grid.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .tree: tree.countCoveredInChain(queries, opaqueZero: opaqueZero)
        }
    }

    public var size: ByteCount {
        few.size + sections.size + guess.size + grid.size + tree.size
    }
}

public import PhysicalMemory

/// Chooses the member that answers fastest: by what is asked, by the length of the list and by how it is spread.
///
/// - Whole memory blocks: the section bitmap, unless the list is so spread that the bitmap would be larger than the grid. Single calls are held against the
///   longest range first where that one is most of the list.
/// - Up to sixteen ranges within 4 TiB: all compared at once, where the processor has wide compares; single calls over up to four in the S+ tree, then a
///   single leaf.
/// - Else the grid, unless a quarter of the ranges crowd into few of its cells and the S+ tree of 18 bytes a range fits into the second-level cache, where it
///   has nothing to lose. The tree also takes what lies above 2^52.
///
/// Chosen for batches and for queries that depend on each other. Independent single calls over a few 100,000 ranges are a quarter faster with the radix table,
/// which asks for less at a time, so that the processor looks further ahead.
///
/// Costs what the chosen member costs, and one well predicted branch per call; counted in a batch of 1,000: 0.03 instructions a query.
public struct AutoIndex: RangeIndex {
    public static let name = "auto"

    private enum Choice: Sendable {
        case few, leaf, sections, guess, grid, tree
    }

    // All side by side, those not chosen over an empty list: to switch over an enumeration that holds them would copy the chosen one at every call.
    private let choice: Choice
    private let few: FewEntries
    private let sections: SectionBitmap
    private let guess: LongestFirst
    private let grid: Grid
    private let tree: SPlusTree

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        var choice = Self.choice(memlist, queries)
        func list(for candidate: Choice) -> [MemoryRegion] { candidate == choice ? memlist : [] }
        // A leaf has both: batches are asked of `few`.
        few = try FewEntries(choice == .leaf ? memlist : list(for: .few), predicate: predicate)
        sections = try SectionBitmap(list(for: .sections), predicate: predicate, queries: .memoryBlocks)
        guess = try LongestFirst(list(for: .guess), predicate: predicate, queries: .memoryBlocks)
        var grid = try Grid(list(for: .grid), predicate: predicate)
        if choice == .grid, 4 * grid.crowdedRanges > memlist.count, 18 * memlist.count <= 2 * CacheSize.second {
            choice = .tree
            grid = try Grid([], predicate: predicate)
        }
        self.grid = grid
        tree = try SPlusTree(choice == .leaf ? memlist : list(for: .tree), predicate: predicate)
        self.choice = choice
    }

    /// The list may still be out of order; then every member refuses it.
    private static func choice(_ memlist: [MemoryRegion], _ queries: QueryKind) -> Choice {
        guard let first = memlist.first, let last = memlist.last else { return .few }
        guard last.end <= .limit else { return .tree }
        let span = PageRange(start: first.start, end: last.end)
        let bitmapSize = span.count / SectionBitmap.pagesPerSection / 4
        if queries == .memoryBlocks, bitmapSize <= max(16 * UInt64(memlist.count), 1 << 15) {
            return LongestFirst.pays(for: memlist) ? .guess : .sections
        }
        let isFew =
            memlist.count <= FewEntries.limit && span.count <= FewEntries.widest.pages && LookupKernel.best == .avx2
        guard isFew else { return .grid }
        return memlist.count <= SPlusTree.leafCapacity ? .leaf : .few
    }

    /// The name of the member that was chosen.
    public var chosen: String {
        switch choice {
        case .few: FewEntries.name
        case .sections: SectionBitmap.name
        case .guess: LongestFirst.name
        case .grid: Grid.name
        case .tree, .leaf: SPlusTree.name
        }
    }

    /// Whether single calls are held against the longest range first.
    public var guessesLongest: Bool { choice == .guess }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        switch choice {
        case .few: few.covers(query)
        case .sections: sections.covers(query)
        case .guess: guess.covers(query)
        case .grid: grid.covers(query)
        case .tree, .leaf: tree.covers(query)
        }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        switch choice {
        case .few, .leaf: few.covers(queries, into: &answers)
        case .sections: sections.covers(queries, into: &answers)
        case .guess: guess.covers(queries, into: &answers)
        case .grid: grid.covers(queries, into: &answers)
        case .tree: tree.covers(queries, into: &answers)
        }
    }

    /// Decides once and not once per query.
    public func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        switch choice {
        case .few: few.coversOneByOne(queries, into: &answers)
        case .sections: sections.coversOneByOne(queries, into: &answers)
        case .guess: guess.coversOneByOne(queries, into: &answers)
        case .grid: grid.coversOneByOne(queries, into: &answers)
        case .tree, .leaf: tree.coversOneByOne(queries, into: &answers)
        }
    }

    public func countCoveredInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> Int {
        switch choice {
        case .few: few.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .sections: sections.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .guess: guess.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .grid: grid.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .tree, .leaf: tree.countCoveredInChain(queries, opaqueZero: opaqueZero)
        }
    }

    public var sizeInBytes: Int {
        few.sizeInBytes + sections.sizeInBytes + guess.sizeInBytes + grid.sizeInBytes + tree.sizeInBytes
    }
}

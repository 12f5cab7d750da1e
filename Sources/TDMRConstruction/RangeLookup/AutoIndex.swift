public import PhysicalMemory

/// Chooses the member that answers fastest: by what is asked, by the length of the list, by how it is spread, and by how it is called.
///
/// - Whole memory blocks: the section bitmap, unless the list is so spread that the bitmap would be larger than the grid.
/// - Up to sixteen ranges within 4 TiB: all compared at once, where the processor has wide compares; up to four in the S+ tree, then a single leaf.
/// - Else the grid, unless a quarter of the ranges crowd into few of its cells and the S+ tree of 18 bytes a range fits into the second-level cache, where it
///   has nothing to lose. The tree also takes what lies above 2^52.
///
/// A call for a single memory block goes past the bitmap where up to four ranges are nearly one: the linear array's branches are then guessed right, and
/// nothing waits for a load. In a batch the bitmap wins there too.
///
/// Costs what the chosen member costs, and one well predicted branch per call; counted in a batch of 1,000: 0.03 instructions a query.
public struct AutoIndex: RangeIndex {
    public static let name = "auto"

    private enum Choice: Sendable {
        case guess, few, sections, grid, tree
    }

    // All side by side, those not chosen over an empty list: to switch over an enumeration that holds them would copy the chosen one at every call.
    private let forBatches: Choice
    private let forCalls: Choice
    private let linear: LinearArray
    private let few: FewEntries
    private let sections: SectionBitmap
    private let grid: Grid
    private let tree: SPlusTree

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        var (batches, calls) = Self.choices(memlist, queries)
        func list(for candidate: Choice) -> [MemoryRegion] { candidate == batches || candidate == calls ? memlist : [] }
        linear = try LinearArray(list(for: .guess), predicate: predicate)
        few = try FewEntries(list(for: .few), predicate: predicate)
        sections = try SectionBitmap(list(for: .sections), predicate: predicate, queries: .memoryBlocks)
        var grid = try Grid(list(for: .grid), predicate: predicate)
        if batches == .grid, 4 * grid.crowdedRanges > memlist.count, 18 * memlist.count <= 2 * CacheSize.second {
            (batches, calls) = (.tree, .tree)
            grid = try Grid([], predicate: predicate)
        }
        self.grid = grid
        tree = try SPlusTree(list(for: .tree), predicate: predicate)
        forBatches = batches
        forCalls = calls
    }

    /// The list may still be out of order; then every member refuses it.
    private static func choices(_ memlist: [MemoryRegion], _ queries: QueryKind) -> (batches: Choice, calls: Choice) {
        guard let first = memlist.first, let last = memlist.last else { return (.few, .few) }
        guard last.end <= .limit else { return (.tree, .tree) }
        let span = PageRange(start: first.start, end: last.end)
        let bitmapSize = span.count / SectionBitmap.pagesPerSection / 4
        if queries == .memoryBlocks, bitmapSize <= max(16 * UInt64(memlist.count), 1 << 15) {
            return (.sections, isNearlyOneRange(memlist) ? .guess : .sections)
        }
        let isFew = memlist.count <= FewEntries.limit && span.count <= FewEntries.widest.pages && LookupKernel.best == .avx2
        guard isFew else { return (.grid, .grid) }
        return memlist.count <= SPlusTree.leafCapacity ? (.tree, .tree) : (.few, .few)
    }

    /// Whether a query drawn evenly from the span of at most four ranges lies in the same one 7 times of 8.
    private static func isNearlyOneRange(_ memlist: [MemoryRegion]) -> Bool {
        guard let first = memlist.first, let last = memlist.last, memlist.count <= 4, first.start <= last.start else { return false }
        let longest = memlist.map(\.pages.count).max() ?? 0
        return longest >= PageRange(start: first.start, end: last.end).count / 8 * 7
    }

    /// The name of the member that answers batches.
    public var chosen: String { name(of: forBatches) }
    /// The name of the member that answers single calls.
    public var chosenForCalls: String { name(of: forCalls) }

    private func name(of choice: Choice) -> String {
        switch choice {
        case .guess: LinearArray.name
        case .few: FewEntries.name
        case .sections: SectionBitmap.name
        case .grid: Grid.name
        case .tree: SPlusTree.name
        }
    }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        switch forCalls {
        case .guess: linear.covers(query)
        case .few: few.covers(query)
        case .sections: sections.covers(query)
        case .grid: grid.covers(query)
        case .tree: tree.covers(query)
        }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        switch forBatches {
        case .guess: linear.covers(queries, into: &answers)
        case .few: few.covers(queries, into: &answers)
        case .sections: sections.covers(queries, into: &answers)
        case .grid: grid.covers(queries, into: &answers)
        case .tree: tree.covers(queries, into: &answers)
        }
    }

    /// Decides once and not once per query.
    public func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        switch forCalls {
        case .guess: linear.coversOneByOne(queries, into: &answers)
        case .few: few.coversOneByOne(queries, into: &answers)
        case .sections: sections.coversOneByOne(queries, into: &answers)
        case .grid: grid.coversOneByOne(queries, into: &answers)
        case .tree: tree.coversOneByOne(queries, into: &answers)
        }
    }

    public func countCoveredInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> Int {
        switch forCalls {
        case .guess: linear.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .few: few.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .sections: sections.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .grid: grid.countCoveredInChain(queries, opaqueZero: opaqueZero)
        case .tree: tree.countCoveredInChain(queries, opaqueZero: opaqueZero)
        }
    }

    public var sizeInBytes: Int { linear.sizeInBytes + few.sizeInBytes + sections.sizeInBytes + grid.sizeInBytes + tree.sizeInBytes }
}

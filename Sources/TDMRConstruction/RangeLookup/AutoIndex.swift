public import PhysicalMemory

/// Chooses the member that answers fastest: by what is asked, by the length of the list and by how far it spreads.
///
/// - Whole memory blocks: the section bitmap, unless the list is so spread that the bitmap would be larger than the grid.
/// - Up to sixteen ranges within 4 TiB: all compared at once, where the processor has wide compares.
/// - Else the grid, up to 2^52, and above that the S+ tree.
///
/// Costs what the chosen member costs, and one well predicted branch per call.
public struct AutoIndex: RangeIndex {
    public static let name = "auto"

    private enum Choice: Sendable {
        case few(FewEntries)
        case sections(SectionBitmap)
        case grid(Grid)
        case tree(SPlusTree)
    }

    private let choice: Choice

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        choice = try Self.choose(memlist, predicate, queries)
    }

    private static func choose(_ memlist: [MemoryRegion], _ predicate: CoverPredicate, _ queries: QueryKind) throws(RangeIndexError) -> Choice {
        guard let first = memlist.first, let last = memlist.last else {
            return .few(try FewEntries(memlist, predicate: predicate, queries: queries))
        }
        guard last.end <= .limit, first.start <= last.end else { return .tree(try SPlusTree(memlist, predicate: predicate, queries: queries)) }
        let span = PageRange(start: first.start, end: last.end)
        if queries == .memoryBlocks, span.count / SectionBitmap.pagesPerSection / 4 <= max(UInt64(memlist.count) * 16, 1 << 15) {
            return .sections(try SectionBitmap(memlist, predicate: predicate, queries: queries))
        }
        if memlist.count <= FewEntries.limit, span.count <= FewEntries.widest.pages, LookupKernel.best == .avx2 {
            return .few(try FewEntries(memlist, predicate: predicate, queries: queries))
        }
        return .grid(try Grid(memlist, predicate: predicate, queries: queries))
    }

    /// The name of the member that was chosen.
    public var chosen: String {
        switch choice {
        case .few: FewEntries.name
        case .sections: SectionBitmap.name
        case .grid: Grid.name
        case .tree: SPlusTree.name
        }
    }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        switch choice {
        case .few(let index): index.covers(query)
        case .sections(let index): index.covers(query)
        case .grid(let index): index.covers(query)
        case .tree(let index): index.covers(query)
        }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        switch choice {
        case .few(let index): index.covers(queries, into: &answers)
        case .sections(let index): index.covers(queries, into: &answers)
        case .grid(let index): index.covers(queries, into: &answers)
        case .tree(let index): index.covers(queries, into: &answers)
        }
    }

    /// Decides once and not once per query.
    public func coversOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        switch choice {
        case .few(let index): index.coversOneByOne(queries, into: &answers)
        case .sections(let index): index.coversOneByOne(queries, into: &answers)
        case .grid(let index): index.coversOneByOne(queries, into: &answers)
        case .tree(let index): index.coversOneByOne(queries, into: &answers)
        }
    }

    public var sizeInBytes: Int {
        switch choice {
        case .few(let index): index.sizeInBytes
        case .sections(let index): index.sizeInBytes
        case .grid(let index): index.sizeInBytes
        case .tree(let index): index.sizeInBytes
        }
    }
}

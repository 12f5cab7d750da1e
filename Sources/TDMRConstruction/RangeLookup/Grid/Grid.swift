import CLookupKernels
public import PhysicalMemory

/// A table of cells of equal width, one cache line each, which holds the up to eight ranges that reach into the cell: one multiplication says where to
/// look, one load brings all that decides, one compare of all lanes answers.
///
/// A cell that more than eight ranges reach into holds a branch instead: up to 96 ranges are one line away, more get a table of cells of their own, and
/// ranges that are crowded in nested tables get a tree of lines with 12 children each. So a list that is crowded into few cells costs a line or two more and never a
/// scan, and no list costs more than about log12(n / 8) lines beyond the fourth.
///
/// There are a quarter as many cells as ranges: 16 bytes a range, and up to 30 more where ranges are crowded. Numbers in a line are page
/// numbers modulo 2^32, so no cell is much wider than 2 TiB, and a query longer than 4 TiB is compared with the entries longer than that, of which
/// the address space has room for 1,024. Empty and reversed queries find the last range that starts at or below them.
///
/// Costs one cache line a query for lists that are spread, and no branch that depends on the data. A batch over more cells than the second-level cache holds
/// asks for the cell of a query 128 further on between two answers; over fewer cells, queries are placed 64 further on, which overlaps with the answers. With AVX-512 a line is
/// one register, eight queries are placed at a time, and up to 1 MiB nothing is asked for ahead.
///
/// Counted per query with AVX2: 20 instructions and 0.5 branches in a batch, which places four queries at a time, 24 and 0.5 in one that fetches ahead, 48 and 4 in a call;
/// none mispredicted. On the crowded list of 1,024 entries 84 and 5.3: each branch that a query meets is 39 and 3. In the machine code a query is two
/// subtractions of eight lanes, an and, and a mask.
///
/// - Complexity: build O(n); lookup O(1) for a spread list, O(log n) at worst. Lists up to 2^52.
public struct Grid: RangeIndex, ChainedIndex {
    public static let name = "grid"

    private let cells: CacheLines<GridLine>
    private let branches: CacheLines<GridLine>
    private let giants: [PageRange]
    private let scale: GridScale
    private let kernel: LookupKernel
    /// How many branches lie above a range, on average.
    let branchesAbove: Double

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        try self.init(memlist, predicate: predicate, kernel: .best)
    }

    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, kernel: LookupKernel) throws(RangeIndexError) {
        let memlist = try OrderedMemlist(memlist, predicate: predicate)
        if let last = memlist.entries.last, last.end > .limit { throw .beyondLimit(last, limit: .limit) }
        let builder = GridBuilder(memlist)
        cells = builder.cells
        branches = builder.branches
        giants = builder.giants
        scale = builder.scale
        branchesAbove = Double(builder.branchSteps) / Double(max(memlist.count, 1))
        self.kernel = kernel
    }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        guard !GridScale.isOdd(query) else { return coversOdd(query) }
        let (cell, x, y) = scale.place(query)
        return cells.withElements { cells in
            let holders = lookup_line_holders(cells + cell, x, y)
            guard holders & LOOKUP_BRANCH_MARK != LOOKUP_BRANCH_MARK else {
                return coversBelow(cells + cell, holders, x, y)
            }
            return holders != 0
        }
    }

    /// The answer of the lines that a branch leads to.
    @inline(never)
    private func coversBelow(_ branch: UnsafePointer<GridLine>, _ lanes: UInt32, _ x: UInt32, _ y: UInt32) -> Bool {
        branches.withElements { branches in
            var (line, holders) = (branch, lanes)
            while holders & LOOKUP_BRANCH_MARK == LOOKUP_BRANCH_MARK {
                let isTable = holders & LOOKUP_TABLE_MARK == LOOKUP_TABLE_MARK
                line = branches + Int(isTable ? lookup_table_child(line, x) : lookup_fork_child(line, x))
                holders = lookup_line_holders(line, x, y)
            }
            return holders != 0
        }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        guard kernel >= .avx2 else { return coversPortably(queries, into: &answers) }
        // In pieces, so that an odd query repeats only its own piece.
        let piece = 1 << 14
        var first = 0
        while first < queries.count {
            let part = queries.extracting(first..<min(first + piece, queries.count))
            let hasOdd = withTable { table in
                part.withQueries { queries in
                    answers.withUnsafeMutableBufferPointer { answers in
                        lookup_grid_covers(
                            table, way, queries, part.count, answers.baseAddress.unsafelyUnwrapped + first / 64)
                    }
                }
            }
            if hasOdd { answerOdd(part, into: &answers, fromWord: first / 64) }
            first += piece
        }
    }

    public var size: ByteCount {
        cells.size + branches.size + ByteCount(of: PageRange.self, count: giants.count)
    }

    /// Whether the cells exceed the L2 cache, so that prefetching them pays.
    private var isStaged: Bool { cells.size > CacheSize.second }

    private var way: lookup_way {
        if kernel == .avx512, cells.size + branches.size <= CacheSize.secondWithAVX512 { return LOOKUP_WIDE }
        return isStaged || branches.count > 0 ? LOOKUP_STAGED : LOOKUP_DIRECT
    }

    @inline(__always)
    private func withTable<Result>(_ body: (UnsafePointer<lookup_grid>) -> Result) -> Result {
        cells.withElements { cells in
            branches.withElements { branches in
                let table = lookup_grid(
                    cells: cells, branches: branches, base: scale.base, span: scale.span,
                    shift: scale.shift, cells_per_step: scale.cellsPerStep)
                return withUnsafePointer(to: table, body)
            }
        }
    }
}

extension Grid {
    /// The same in Swift as the C kernel does.
    private func coversPortably(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        let ahead = isStaged ? 128 : 0
        prefetch(queries, 0..<min(ahead, queries.count))
        for word in 0..<(queries.count + 63) / 64 {
            let first = word &* 64
            var bits: UInt64 = 0
            for i in first..<min(first &+ 64, queries.count) {
                if ahead > 0, i &+ ahead < queries.count { prefetch(queries, i &+ ahead..<i &+ ahead &+ 1) }
                bits |= lookup_opaque(covers(queries[unchecked: i]) ? 1 : 0) &<< UInt64(truncatingIfNeeded: i)
            }
            answers[word] = bits
        }
    }

    @inline(__always)
    private func prefetch(_ queries: Span<PageRange>, _ part: Range<Int>) {
        cells.withElements { cells in
            for i in part { lookup_prefetch(cells + scale.place(queries[unchecked: i]).cell) }
        }
    }

    private func answerOdd(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>, fromWord firstWord: Int)
    {
        for i in queries.indices where GridScale.isOdd(queries[i]) {
            let bit = UInt64(1) << UInt64(i % 64)
            if coversOdd(queries[i]) { answers[firstWord + i / 64] |= bit } else { answers[firstWord + i / 64] &= ~bit }
        }
    }

    /// An empty query, a reversed one, or one too long for a line.
    @inline(never)
    private func coversOdd(_ query: PageRange) -> Bool {
        if query.start < query.end { return giants.contains { $0.contains(query) } }
        guard let end = endOfLastRange(startingUpTo: query.start) else { return false }
        return query.end <= end
    }

    /// Where the last of the ranges that start at or below `frame` ends. An end beyond a line's reach is above every query on that line.
    private func endOfLastRange(startingUpTo frame: PageFrame) -> PageFrame? {
        guard scale.span > 0, frame.rawValue >= scale.base else { return nil }
        let distance = min(frame.rawValue - scale.base, scale.span)
        let range = cells.withElements { cells in
            lastRange(startingUpTo: distance, cells, from: scale.cell(ofDistance: distance)) {
                scale.distance(ofCell: $0)
            }
        }
        return range.map { $0.end.rawValue == .max ? $0.end : PageFrame(scale.base + $0.end.rawValue) }
    }

    /// The last range that starts at or below `distance`, in the cell it belongs to or in one below.
    private func lastRange(
        startingUpTo distance: UInt64, _ cells: UnsafePointer<GridLine>, from cell: Int, origin: (Int) -> UInt64
    ) -> PageRange? {
        var cell = cell
        while true {
            if let range = lastRange(startingUpTo: distance, in: cells + cell, origin: origin(cell)) { return range }
            if cell == 0 { return nil }
            cell = cells[cell].isEmptyLeaf(origin: origin(cell)) ? cells[cell].filledCellBelow : cell - 1
        }
    }

    private func lastRange(startingUpTo distance: UInt64, in line: UnsafePointer<GridLine>, origin: UInt64)
        -> PageRange?
    {
        // All ranges of a cell start within the reach of its lines.
        let distance = min(distance, origin + GridLine.beyond - 1)
        guard line.pointee.isBranch(origin: origin) else {
            return line.pointee.lastRange(startingUpTo: distance, origin: origin)
        }
        let x = UInt32(truncatingIfNeeded: distance)
        return branches.withElements { branches in
            guard line.pointee.isTable(origin: origin) else {
                return lastRange(startingUpTo: distance, in: branches + Int(lookup_fork_child(line, x)), origin: origin)
            }
            let first = line.pointee.firstChild
            return lastRange(startingUpTo: distance, branches + first, from: Int(lookup_table_child(line, x)) - first) {
                _ in origin
            }
        }
    }
}

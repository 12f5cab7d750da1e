import Algorithms
import TDXModule

/// Cuts off TDMRs whose tables have the sizes that targets need. In a piece that tables must fill to the page, a 4K table takes as much as it can, a 2M table
/// of another TDMR most of the rest, and 1G tables, of one page each, the last pages. Where a 2M table can be long enough for the whole piece, there is no 4K
/// table: one TDMR is cut off instead of two.
struct TailoredCuts {
    /// Which tables of TDMRs that exist anyway are used.
    enum Existing: CaseIterable {
        /// None: each piece gets tables cut to its size.
        case none
        /// Those that fit a piece, before others are cut. Large targets then need fewer cuts, but the sizes of small ones are met worse.
        case within
        /// Those that fit; for a piece with an open end the fewest tables that reach past it, however far, although that costs an area.
        case over
        /// Those that fit the longest piece. The other pieces get tables cut to their size before, the shortest first.
        case longest
    }

    /// A table of one of the TDMRs, for a piece.
    private struct Assignment {
        var owner: Int
        var level: PAMTLevel
        /// Index into `pieces`.
        var piece: Int
    }

    private struct Levels: OptionSet {
        var rawValue: UInt8 = 0

        init(rawValue: UInt8) { self.rawValue = rawValue }

        init(_ level: PAMTLevel) { rawValue = 1 << level.rawValue }
    }

    /// The TDMRs, those cut off included.
    private(set) var extents: [GranuleRange]
    private let map: AddressMap
    private let existing: Existing
    private let pieces: [FillTarget.Piece]
    /// The assigned tables, for each piece in the order of assignment.
    private var assignments: [Assignment] = []
    /// For each TDMR, the levels whose tables are assigned to a piece.
    private var assigned: [Levels]
    /// For each piece, the pages left for 1G tables to fill.
    private var pages1G: [Int]

    /// - Parameters:
    ///   - isExact: whether tables must not reach over the border of what they fill, which would cost an area; `Existing.over` overrides it.
    /// - Returns: nil when no TDMR is left to be cut, or when nothing had to be cut and `existing` is not `over`. The TDMRs may be more than the limit.
    init?(
        _ targets: [FillTarget], _ extents: [GranuleRange], _ map: AddressMap, existing: Existing, isExact: Bool
    ) {
        self.existing = existing
        self.extents = extents
        self.map = map
        assigned = extents.map { _ in [] }
        let granules = targets.filter(\.isGranule).flatMap(\.pieces)
        // A fragment inside a granule that is filled as a whole is filled already.
        let fragments = targets.filter { !$0.isGranule }.flatMap(\.pieces).filter { fragment in
            !granules.contains { $0.span.overlaps(fragment.span) }
        }
        let longestFirst = (granules + fragments).sorted { $0.span.count > $1.span.count }
        func mustFit(_ piece: FillTarget.Piece) -> Bool { piece.isExact || isExact && existing != .over }
        pieces =
            switch existing {
            case .none, .within: longestFirst
            case .over: longestFirst.filter(mustFit) + longestFirst.filter { !mustFit($0) }
            case .longest: longestFirst.reversed()
            }
        pages1G = pieces.map { _ in 0 }
        for (i, piece) in pieces.enumerated() {
            guard mustFit(piece) ? tailor(piece.span.count, piece: i) : cover(piece.span.count, piece: i) else {
                return nil
            }
        }
        guard cutForTables1G(), existing == .over || self.extents != extents else { return nil }
    }

    /// The assigned tables with their places: downwards from the end of a piece whose run continues below it, else upwards from the start. nil when one
    /// overlaps another table or leaves the run, when there are too few 1G tables, or when tables do not reach the other end.
    var placed: [PlacedTable]? {
        var placed: [PlacedTable] = []
        var owners1G = extents.indices.makeIterator()
        for (i, piece) in pieces.enumerated() {
            var tables = assignments.filter { $0.piece == i }
            for _ in 0..<pages1G[i] {
                guard let owner = owners1G.next() else { return nil }
                tables.append(Assignment(owner: owner, level: .page1G, piece: i))
            }
            // The table that reaches over the border is the last one assigned.
            var position = piece.continuesBelow ? piece.span.end : piece.span.start
            for table in tables {
                let pages = map.tablePages(table.level, granules: extents[table.owner].count)
                if piece.continuesBelow { position -= pages }
                let span = PageSpan(start: position, end: position + pages)
                guard piece.admits(span, beside: placed) else { return nil }
                placed.append(PlacedTable(owner: table.owner, level: table.level, span: span))
                if !piece.continuesBelow { position += pages }
            }
            guard piece.continuesBelow ? position <= piece.span.start : position >= piece.span.end else { return nil }
        }
        return placed
    }

    /// For a piece with an end that tables may reach over: the fewest existing 4K tables that reach over it, or existing ones that fit and one that is cut so
    /// that it reaches over by less than one granule's 4K table.
    private mutating func cover(_ pages: Int, piece: Int) -> Bool {
        if existing == .over, coverByExisting(pages, piece: piece) { return true }
        let unit = map.tablePages(.page4K, granules: 1)
        let rest = pages - assignExisting(.page4K, upTo: pages, piece: piece)
        return unit == 0 || rest == 0 || assign(.page4K, granules: (rest + unit - 1) / unit, piece: piece)
    }

    /// Assigns the longest 4K tables, and as the last one the shortest that fills the rest.
    /// - Returns: false when all 4K tables together are too short; none is assigned then.
    private mutating func coverByExisting(_ pages: Int, piece: Int) -> Bool {
        typealias Table = (pages: Int, owner: Int)
        var free = extents.indices.filter { !isAssigned(.page4K, of: $0) }.map { owner -> Table in
            (map.tablePages(.page4K, granules: extents[owner].count), owner)
        }.sorted { ($0.pages, $1.owner) < ($1.pages, $0.owner) }
        guard free.reduce(0, { $0 + $1.pages }) >= pages else { return false }
        var rest = pages
        while rest > 0 {
            let long = free.partitioningIndex { $0.pages >= rest }
            // Of equal tables, that of the lowest TDMR.
            let i = long < free.count ? free.partitioningIndex { $0.pages > free[long].pages } - 1 : free.count - 1
            let table = free.remove(at: i)
            assign(.page4K, of: table.owner, to: piece)
            rest -= table.pages
        }
        return true
    }

    /// Assigns existing tables that fit, the longest first. The 4K table of the largest TDMR is spared, so that this TDMR can be cut.
    /// - Returns: the pages of the assigned tables.
    private mutating func assignExisting(_ level: PAMTLevel, upTo pages: Int, piece: Int) -> Int {
        guard existing != .none, existing != .longest || piece == pieces.count - 1 else { return 0 }
        let order = extents.indices.filter { !isAssigned(level, of: $0) }.sorted {
            (extents[$0].count, $1) > (extents[$1].count, $0)
        }
        let uncut = level == .page4K ? largestFree : nil
        var sum = 0
        for i in order where i != uncut {
            let table = map.tablePages(level, granules: extents[i].count)
            guard sum + table <= pages else { continue }
            assign(level, of: i, to: piece)
            sum += table
        }
        return sum
    }

    private mutating func tailor(_ pages: Int, piece: Int) -> Bool {
        var rest = pages
        let longest2M = largestFree.map { map.tablePages(.page2M, granules: extents[$0].count - 1) } ?? 0
        for level in rest > longest2M ? [PAMTLevel.page4K, .page2M] : [.page2M] {
            if level == .page4K { rest -= assignExisting(level, upTo: rest, piece: piece) }
            let unit = map.tablePages(level, granules: 1)
            // A few pages are better left to 1G tables: every TDMR has one, so no TDMR need be cut for them.
            while unit > 0, rest >= unit, level == .page4K || pages1G.reduce(0, +) + rest > extents.count {
                let longest = largestFree.map { extents[$0].count } ?? 0
                if level == .page2M, longest == 0 {
                    rest -= assignExisting(level, upTo: rest, piece: piece)
                    break
                }
                let granules = (1..<longest + 1).partitioningIndex { map.tablePages(level, granules: $0) > rest } - 1
                guard granules > 0, assign(level, granules: granules, piece: piece) else { return false }
                rest -= map.tablePages(level, granules: granules)
            }
        }
        pages1G[piece] = rest
        return rest == 0 || map.tablePages(.page1G, granules: 1) == 1
    }

    /// The largest TDMR without an assigned table, the first of equals.
    private var largestFree: Int? {
        var largest: Int?
        for i in extents.indices where assigned[i].isEmpty {
            if largest.map({ extents[$0].count < extents[i].count }) ?? true { largest = i }
        }
        return largest
    }

    private func isAssigned(_ level: PAMTLevel, of owner: Int) -> Bool { assigned[owner].contains(Levels(level)) }

    private mutating func assign(_ level: PAMTLevel, of owner: Int, to piece: Int) {
        assigned[owner].insert(Levels(level))
        assignments.append(Assignment(owner: owner, level: level, piece: piece))
    }

    /// Halves TDMRs until there are as many 1G tables as pages left for them. The tables of the halves fill what the table of the whole TDMR filled.
    /// - Returns: false when that would take too many TDMRs, no TDMR can be halved, or assigned tables of the halves would have more pages.
    private mutating func cutForTables1G() -> Bool {
        let needed = pages1G.reduce(0, +)
        guard needed <= extents.count + SearchBudget.halvedTDMRs else { return false }
        while extents.count < needed {
            guard let i = extents.indices.max(by: { (extents[$0].count, $1) < (extents[$1].count, $0) }),
                extents[i].count > 1
            else { return false }
            let half = extents[i].count / 2
            let isDivisible = PAMTLevel.allCases.allSatisfy { level in
                !isAssigned(level, of: i)
                    || map.tablePages(level, granules: half) + map.tablePages(level, granules: extents[i].count - half)
                        == map.tablePages(level, granules: extents[i].count)
            }
            guard isDivisible else { return false }
            cut(half, off: i)
            assigned[i + 1] = assigned[i]
            assignments = assignments.flatMap { assignment in
                guard assignment.owner == i else { return [assignment] }
                var upper = assignment
                upper.owner += 1
                return [assignment, upper]
            }
        }
        return true
    }

    /// Cuts `granules` granules off the upper end of a TDMR, as a TDMR of their own.
    private mutating func cut(_ granules: Int, off i: Int) {
        extents[i].count -= granules
        extents.insert(GranuleRange(start: extents[i].end, count: granules), at: i + 1)
        assigned.insert([], at: i + 1)
        for j in assignments.indices where assignments[j].owner > i { assignments[j].owner += 1 }
    }

    /// Assigns the table of a TDMR of `granules` granules. If there is none, cuts one off the largest TDMR without an assigned table.
    /// - Returns: false when there is no such TDMR or it is too small.
    private mutating func assign(_ level: PAMTLevel, granules: Int, piece: Int) -> Bool {
        if let i = extents.indices.first(where: { extents[$0].count == granules && !isAssigned(level, of: $0) }) {
            assign(level, of: i, to: piece)
            return true
        }
        guard let i = largestFree, extents[i].count > granules else { return false }
        cut(granules, off: i)
        assign(level, of: i + 1, to: piece)
        return true
    }
}

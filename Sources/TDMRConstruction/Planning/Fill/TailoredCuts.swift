import Algorithms
import TDXModule

/// Cuts TDMRs whose tables have the sizes that targets need: of a piece that tables must fill to the page, a 4K table takes what it can, a 2M table of another TDMR most of the
/// rest, and 1G tables, a page each, the last pages.
struct TailoredCuts {
    /// The TDMRs, with those cut off.
    private(set) var extents: [GranuleRange]
    private let map: AddressMap
    private let mostTDMRs: Int
    /// For each TDMR the levels whose tables are assigned to a piece.
    private var assigned: [Set<PAMTLevel>]
    private var pages1G = 0

    private let usesExisting: Bool

    /// - Parameters:
    ///   - usesExisting: whether the tables that are there anyway are used first: fewer are cut for large targets, but the sizes of small ones are met worse.
    ///   - isExact: whether no table is to reach over the border of what it fills, where it would take an area.
    /// - Returns: nil when nothing had to be cut, or when TDMRs do not suffice.
    init?(
        _ targets: [FillTarget], _ extents: [GranuleRange], _ map: AddressMap, mostTDMRs: Int, usesExisting: Bool,
        isExact: Bool
    ) {
        self.usesExisting = usesExisting
        self.extents = extents
        self.map = map
        self.mostTDMRs = mostTDMRs
        assigned = extents.map { _ in [] }
        for piece in targets.flatMap(\.pieces).sorted(by: { $0.span.count > $1.span.count }) {
            guard piece.isExact || isExact ? tailor(piece.span.count) : cover(piece.span.count) else { return nil }
        }
        guard self.extents != extents, pages1G <= self.extents.count else { return nil }
    }

    /// Where tables may reach over an end, one 4K table is cut that reaches over by less than a granule's.
    private mutating func cover(_ pages: Int) -> Bool {
        let unit = map.tablePages(.page4K, granules: 1)
        let rest = pages - assignExisting(.page4K, upTo: pages)
        return unit == 0 || rest == 0 || assign(.page4K, granules: (rest + unit - 1) / unit)
    }

    /// Assigns tables that are there anyway, the longest first; of one TDMR, which is left to be cut, no 4K table.
    /// - Returns: their pages.
    private mutating func assignExisting(_ level: PAMTLevel, upTo pages: Int) -> Int {
        guard usesExisting else { return 0 }
        let free = extents.indices.filter { level == .page4K ? assigned[$0].isEmpty : !assigned[$0].contains(level) }
        let order = free.sorted { (extents[$0].count, $1) > (extents[$1].count, $0) }
        var sum = 0
        for i in order.dropFirst(level == .page4K ? 1 : 0) {
            let table = map.tablePages(level, granules: extents[i].count)
            guard sum + table <= pages else { continue }
            assigned[i].insert(level)
            sum += table
        }
        return sum
    }

    private mutating func tailor(_ pages: Int) -> Bool {
        var rest = pages
        for level in [PAMTLevel.page4K, .page2M] {
            if level == .page4K { rest -= assignExisting(level, upTo: rest) }
            let unit = map.tablePages(level, granules: 1)
            // A few pages are better left to 1G tables, which every TDMR has: no TDMR need be cut for them.
            while unit > 0, rest >= unit, level == .page4K || pages1G + rest > extents.count {
                let longest = largestFree.map { extents[$0].count } ?? 0
                if level == .page2M, longest == 0 {
                    rest -= assignExisting(level, upTo: rest)
                    break
                }
                let granules = (1..<longest + 1).partitioningIndex { map.tablePages(level, granules: $0) > rest } - 1
                guard granules > 0, assign(level, granules: granules) else { return false }
                rest -= map.tablePages(level, granules: granules)
            }
        }
        pages1G += rest
        return rest == 0 || map.tablePages(.page1G, granules: 1) == 1
    }

    /// The largest TDMR of which no table is assigned, the first of equals.
    private var largestFree: Int? {
        var largest: Int?
        for i in extents.indices where assigned[i].isEmpty {
            if largest.map({ extents[$0].count < extents[i].count }) ?? true { largest = i }
        }
        return largest
    }

    /// Assigns the table of a TDMR of so many granules; cuts one off the largest TDMR that has assigned none yet.
    private mutating func assign(_ level: PAMTLevel, granules: Int) -> Bool {
        if let i = extents.indices.first(where: { extents[$0].count == granules && !assigned[$0].contains(level) }) {
            assigned[i].insert(level)
            return true
        }
        guard extents.count < mostTDMRs, let i = largestFree, extents[i].count > granules else { return false }
        extents[i].count -= granules
        extents.insert(GranuleRange(start: extents[i].end, count: granules), at: i + 1)
        assigned.insert([level], at: i + 1)
        return true
    }
}

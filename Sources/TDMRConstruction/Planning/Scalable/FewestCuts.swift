import TDXModule

/// Cuts stretches of granules into TDMRs so that some of their tables fill given pieces exactly: all ways with few cuts are tried.
///
/// What is found with q cuts has the fewest pages of 1G tables of all ways with q cuts, and of those the smallest largest TDMR; where nothing is found there
/// is none.
struct FewestCuts {
    struct Answer {
        /// Granules of each stretch's TDMRs.
        var sizes: [[Int]]
        /// Pages of all 1G tables.
        var pages1G: Int
        /// Granules of the largest TDMR.
        var longest: Int
    }

    let scale: PlanningScale
    /// Granules of each stretch.
    let stretches: [Int]
    /// Pages of each piece.
    let pieces: [Int]

    /// Cuts whose places are all tried.
    static let mostCuts = 2
    private static let mostPlaces = 600_000

    private var granules: Int { stretches.reduce(0, +) }

    /// The most cuts that are few enough to be tried.
    var provableCuts: Int { granules * granules / 2 <= Self.mostPlaces ? Self.mostCuts : granules <= Self.mostPlaces / 8 ? 1 : 0 }

    /// The way with exactly `cuts` cuts that has the fewest pages of 1G tables, then the smallest largest TDMR; nil when no way fills the pieces.
    func best(cuts: Int) -> Answer? {
        var best: Answer?
        var sizes = stretches.map { [$0] }
        func attempt() {
            let flat = sizes.flatMap { $0 }
            let pages = flat.reduce(0) { $0 + scale.tablePages(.page1G, granules: $1) }
            let longest = flat.max() ?? 0
            guard best.map({ (pages, longest) < ($0.pages1G, $0.longest) }) ?? true, filling(flat) != nil else { return }
            best = Answer(sizes: sizes, pages1G: pages, longest: longest)
        }
        /// Cuts the last part of a stretch, or one of a later stretch.
        func cut(_ left: Int, from stretch: Int) {
            if left == 0 {
                attempt()
                return
            }
            for i in stretch..<sizes.count {
                guard let last = sizes[i].last, last > 1 else { continue }
                let place = sizes[i].count - 1
                for first in left == 1 ? places(of: last, beside: sizes) : Array(1..<last) {
                    sizes[i][place] = first
                    sizes[i].append(last - first)
                    cut(left - 1, from: i)
                    sizes[i].removeLast()
                }
                sizes[i][place] = last
            }
        }
        cut(cuts, from: 0)
        return best
    }

    /// Where the last cut, through a TDMR of `last` granules, leaves some 4K tables that come near enough to the longest piece.
    private func places(of last: Int, beside sizes: [[Int]]) -> [Int] {
        guard let longest = pieces.max() else { return Array(1..<last) }
        let unit = max(1, scale.tablePages(.page4K, granules: 1))
        let most = longest / unit
        let small = scale.tablePages(.page2M, granules: granules) + scale.tablePages(.page1G, granules: granules) + sizes.count + 2 * Self.mostCuts
        let least = (longest - small + unit - 1) / unit
        guard longest > small else { return Array(1..<last) }
        var others = sizes.flatMap { $0 }
        if let i = others.firstIndex(of: last) { others.remove(at: i) }
        guard others.count <= 8 else { return Array(1..<last) }
        var found: Set<Int> = []
        for mask in 0..<(1 << others.count) {
            var sum = 0
            for i in others.indices where mask & (1 << i) != 0 { sum += others[i] }
            if least <= sum && sum <= most || least <= sum + last && sum + last <= most { return Array(1..<last) }
            for near in least...max(least, most) {
                if 0 < near - sum, near - sum < last { found.formUnion([near - sum, last - near + sum]) }
            }
        }
        return found.sorted()
    }

    /// Whether tables of TDMRs of these sizes can fill the pieces; nil when they are too many to be tried.
    func canFill(_ sizes: [Int]) -> Bool? {
        guard !pieces.isEmpty else { return true }
        return sizes.count <= 8 ? filling(sizes) != nil : nil
    }

    /// Tables of TDMRs of these sizes that fill the pieces, each at most once: for each piece the TDMR, counted over all stretches, and the level.
    func filling(_ sizes: [Int]) -> [[(tdmr: Int, level: PAMTLevel)]]? {
        guard !pieces.isEmpty else { return [] }
        guard sizes.count <= 8 else { return nil }
        let main = sizes.map { scale.tablePages(.page4K, granules: $0) }
        let small = sizes.reduce(0) { $0 + scale.tablePages(.page2M, granules: $1) + scale.tablePages(.page1G, granules: $1) }
        // For each piece some 4K tables must come near enough for the small tables to do the rest: most sizes end here.
        for pages in pieces {
            let isNear = (0..<(1 << main.count)).contains { mask in
                var left = pages
                for i in main.indices where mask & (1 << i) != 0 { left -= main[i] }
                return 0 <= left && left <= small
            }
            guard isNear else { return nil }
        }
        var tables: [(tdmr: Int, level: PAMTLevel, pages: Int)] = []
        for (i, size) in sizes.enumerated() {
            for level in PAMTLevel.allCases { tables.append((i, level, scale.tablePages(level, granules: size))) }
        }
        tables.sort { $0.pages > $1.pages }
        var rests = [0]
        for table in tables.reversed() { rests.append((rests.last ?? 0) + table.pages) }
        rests.reverse()
        var used = [Bool](repeating: false, count: tables.count)
        var chosen: [[(tdmr: Int, level: PAMTLevel)]] = []
        func fill(_ piece: Int, left: Int, from index: Int) -> Bool {
            if left == 0 { return piece + 1 == pieces.count || begin(piece + 1) }
            guard index < tables.count, left <= rests[index] else { return false }
            var i = index
            while i < tables.count {
                if !used[i], tables[i].pages <= left {
                    used[i] = true
                    chosen[piece].append((tables[i].tdmr, tables[i].level))
                    if fill(piece, left: left - tables[i].pages, from: i + 1) { return true }
                    chosen[piece].removeLast()
                    used[i] = false
                }
                i += 1
                guard left <= rests[i] else { return false }
            }
            return false
        }
        func begin(_ piece: Int) -> Bool {
            if chosen.count == piece { chosen.append([]) }
            chosen[piece] = []
            return fill(piece, left: pieces[piece], from: 0)
        }
        return begin(0) ? chosen : nil
    }
}

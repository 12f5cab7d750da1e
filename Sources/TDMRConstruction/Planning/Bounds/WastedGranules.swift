import TDXModule

/// Whether the 1G tables of TDMRs whose 4K and 2M tables fill given pieces can have so few pages together.
///
/// A page describes many granules, and what the last page of each TDMR leaves unused is wasted: how much in all follows from the number of pages. A piece of
/// f pages takes the 4K tables of R granules, the 2M tables of C and u pages of 1G tables; R and C decide what is wasted by their TDMRs up to whole pages.
/// Only a TDMR that has both its tables in pieces may waste for both. All R and u are tried; which TDMRs there are besides is left open.
struct WastedGranules {
    /// The TDMRs whose 4K tables fill a piece.
    private struct Row {
        var granules: Int
        var waste: Int
        var pages: Int
    }

    private let cuts: FewestCuts
    private let pages: Int
    private let granules: Int
    private let perPage: Int
    private let unit4K: Int
    private let unit2M: Int
    private var budget: Int

    /// Pieces beyond which there are too many ways.
    private static let mostPieces = 6

    /// nil where pages do not describe a whole number of granules each.
    private init?(_ cuts: FewestCuts, pages: Int, budget: Int) {
        self.budget = budget
        guard cuts.scale.bytes1G > 0, 4096 % cuts.scale.bytes1G == 0 else { return nil }
        self.cuts = cuts
        self.pages = pages
        granules = cuts.stretches.reduce(0, +)
        perPage = 4096 / cuts.scale.bytes1G
        unit4K = cuts.scale.bytes4K / 4096
        unit2M = cuts.scale.bytes2M / 4096
    }

    /// Whether it is proven that no TDMRs over the stretches have so few pages.
    /// - Parameter budget: steps that may still be taken; what is taken is taken away.
    static func areTooMany(_ cuts: FewestCuts, pages: Int, budget: inout Int) -> Bool {
        guard var search = WastedGranules(cuts, pages: pages, budget: budget) else { return false }
        let waste = pages * search.perPage - search.granules
        defer { budget = search.budget }
        return waste < 0 || cuts.pieces.count <= mostPieces && !search.isPossible(rows: [], waste: waste)
    }

    /// Whether there is a way with these TDMRs for the first pieces; true when that is not known.
    private mutating func isPossible(rows: [Row], waste: Int) -> Bool {
        budget -= 1
        // Too many ways: nothing is known.
        guard budget > 0 else { return true }
        guard rows.count < cuts.pieces.count else { return columnsArePossible(rows, waste: waste) }
        let piece = cuts.pieces[rows.count]
        let least = max(0, (piece - unit2M * granules - pages + unit4K - 1) / unit4K)
        guard least <= piece / unit4K else { return false }
        for granules in (least...(piece / unit4K)).reversed() {
            var own = granules == 0 ? 0 : (perPage - granules % perPage) % perPage
            while own <= waste {
                if isPossible(rows: rows + [Row(granules: granules, waste: own, pages: (granules + own) / perPage)], waste: waste - own) { return true }
                if granules == 0 { break }
                own += perPage
            }
        }
        return false
    }

    /// - Parameter waste: granules that may yet be wasted.
    private mutating func columnsArePossible(_ rows: [Row], waste: Int) -> Bool {
        // A stretch that none of these TDMRs can lie in wastes by itself.
        let forced = cuts.stretches.reduce(0) { sum, stretch in
            let own = (perPage - stretch % perPage) % perPage
            return sum + (rows.allSatisfy { $0.granules == 0 || ($0.pages == 1 ? $0.granules > stretch : $0.waste < own) } ? own : 0)
        }
        guard forced <= waste else { return false }
        // A page is one TDMR's, whose 2M table is in one piece; what more pages waste may be in any.
        let single = rows.filter { $0.pages == 1 }
        let free = waste + rows.reduce(0) { $0 + ($1.pages > 1 ? $1.waste : 0) }
        var places = [Int](repeating: 0, count: single.count)
        while true {
            guard budget > 0 else { return true }
            var need = 0
            for (piece, row) in rows.enumerated() where need <= free {
                var fixed = Row(granules: 0, waste: 0, pages: 0)
                for (i, place) in places.enumerated() where place == piece {
                    fixed.granules += single[i].granules
                    fixed.waste += single[i].waste
                }
                guard let least = leastWaste(pages: cuts.pieces[piece] - unit4K * row.granules, fixed) else {
                    need = .max
                    break
                }
                need += least
            }
            if need <= free { return true }
            // The last place stands for none.
            guard let i = places.lastIndex(where: { $0 < rows.count }) else { return false }
            places[i] += 1
            for j in places.indices where j > i { places[j] = 0 }
        }
    }

    /// What must be wasted besides so that 2M and 1G tables fill the rest of a piece, the 2M tables of `fixed` among them; nil when they cannot.
    private func leastWaste(pages rest: Int, _ fixed: Row) -> Int? {
        let fewest1G = rest % unit2M
        guard rest >= 0, fewest1G <= pages else { return nil }
        // With each of these, from the most granules down, a granule more is wasted; none when the TDMRs are the fixed ones, or fill whole pages.
        let most = min(granules, (rest - fewest1G) / unit2M)
        let least = max(fixed.granules, (rest - fewest1G) / unit2M - (min(pages, rest) - fewest1G) / unit2M)
        guard least <= most else { return nil }
        let more = ((-most - fixed.waste) % perPage + perPage) % perPage
        return least == fixed.granules || more + most - least >= perPage ? 0 : more
    }
}

import TDXModule

/// Cuts stretches of granules into TDMRs whose sizes follow from the pieces that their tables are to fill: for large machines, where all places of a cut
/// cannot be tried.
///
/// For each piece there is at most one TDMR whose 4K table goes there, and one more whose 2M table fills what the others leave; the rest of each stretch is
/// one TDMR. Of these ways the one with the fewest pages of 1G tables is found, then the one of fewest TDMRs. There may be better ones of other kinds.
struct FittedCuts {
    private let cuts: FewestCuts
    private let granules: Int
    private let perPage: Int
    private let unit4K: Int
    private let unit2M: Int
    private var best: (pages: Int, sizes: [[Int]])?
    private var budget = 150_000

    /// Pieces and stretches beyond which there are too many ways.
    private static let mostPieces = 6
    private static let mostStretches = 4
    /// 1G tables that fill what 2M tables leave.
    private static let most1G = 3

    private init?(_ cuts: FewestCuts) {
        guard cuts.scale.bytes1G > 0, 4096 % cuts.scale.bytes1G == 0 else { return nil }
        self.cuts = cuts
        granules = cuts.stretches.reduce(0, +)
        perPage = 4096 / cuts.scale.bytes1G
        unit4K = cuts.scale.bytes4K / 4096
        unit2M = cuts.scale.bytes2M / 4096
    }

    /// Granules of each stretch's TDMRs; nil when no way was found that has fewer pages of 1G tables than `pages`.
    static func sizes(_ cuts: FewestCuts, fewerPagesThan pages: Int) -> [[Int]]? {
        // With a page for each TDMR, fewer cuts are fewer pages.
        guard 1...mostPieces ~= cuts.pieces.count, cuts.stretches.count <= mostStretches, var search = FittedCuts(cuts), cuts.stretches.contains(where: { $0 > search.perPage }) else { return nil }
        search.best = (pages, [])
        search.chooseRows([])
        return search.best.flatMap { $0.sizes.isEmpty ? nil : $0.sizes }
    }

    private func waste(_ granules: Int) -> Int { (perPage - granules % perPage) % perPage }

    /// Granules that a way better than the best, or as good, wastes at most.
    private var mostWaste: Int { (best?.pages ?? 0) * perPage - granules }

    /// Chooses the TDMR whose 4K table goes to each piece; 0: none.
    private mutating func chooseRows(_ rows: [Int]) {
        guard budget > 0, rows.reduce(0, { $0 + waste($1) }) <= mostWaste else { return }
        guard rows.count < cuts.pieces.count else {
            chooseColumns(rows, places: [])
            return
        }
        let piece = cuts.pieces[rows.count]
        let least = max(0, (piece - unit2M * granules + unit4K - 1) / unit4K)
        guard least <= piece / unit4K else { return }
        for granules in (least...(piece / unit4K)).reversed() { chooseRows(rows + [granules]) }
    }

    /// Chooses the piece that each of those TDMRs' 2M table goes to; the number of pieces: none.
    private mutating func chooseColumns(_ rows: [Int], places: [Int]) {
        budget -= 1
        guard budget > 0 else { return }
        guard places.count == rows.count else {
            for place in rows[places.count] == 0 ? rows.count...rows.count : 0...rows.count { chooseColumns(rows, places: places + [place]) }
            return
        }
        var sizes = rows.filter { $0 > 0 }
        var wasted = sizes.reduce(0) { $0 + waste($1) }
        for (piece, row) in rows.enumerated() {
            let fixed = places.indices.reduce(0) { $0 + (places[$1] == piece ? rows[$1] : 0) }
            let rest = cuts.pieces[piece] - unit4K * row - unit2M * fixed
            // What 1G tables fill, of a page each, so that 2M tables fill the rest.
            let pages1G = rest % unit2M
            guard rest >= 0, pages1G <= Self.most1G else { return }
            let more = (rest - pages1G) / unit2M
            guard more > 0 else { continue }
            sizes.append(more)
            wasted += waste(more)
            guard wasted <= mostWaste else { return }
        }
        pack(sizes.sorted(by: >), into: cuts.stretches.map { _ in [] }, left: cuts.stretches)
    }

    /// Lays the TDMRs into the stretches.
    private mutating func pack(_ sizes: [Int], into stretches: [[Int]], left: [Int]) {
        budget -= 1
        guard budget > 0 else { return }
        guard let size = sizes.first else {
            let all = zip(stretches, left).map { $1 > 0 ? $0 + [$1] : $0 }
            let flat = all.flatMap { $0 }
            let pages = flat.reduce(0) { $0 + cuts.scale.tablePages(.page1G, granules: $1) }
            let count = best.map { $0.sizes.isEmpty ? 0 : $0.sizes.reduce(0) { $0 + $1.count } } ?? 0
            let isBetter = best.map { pages < $0.pages || pages == $0.pages && flat.count < count } ?? true
            if isBetter, cuts.canFill(flat) == true { best = (pages, all) }
            return
        }
        for i in left.indices where left[i] >= size {
            var next = stretches
            var rest = left
            next[i].append(size)
            rest[i] -= size
            pack(Array(sizes.dropFirst()), into: next, left: rest)
        }
    }
}

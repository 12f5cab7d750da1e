import TDXModule

/// All ways to cut stretches into TDMRs whose 1G tables have a given number of pages together: a page describes many granules, so that few granules can be
/// wasted and the cuts lie near multiples of that many, however many cuts there are.
struct PagedCuts {
    enum Answer: Equatable {
        /// No way fills the pieces.
        case impossible
        /// The fewest TDMRs with which one does.
        case tdmrs(Int)
        /// There are too many ways.
        case unknown
    }

    let cuts: FewestCuts
    private let granulesPerPage: Int
    /// TDMRs beyond which a way does not matter.
    private var most: Int
    private var budget: Int
    private var isComplete = true
    private var best: Int?

    /// nil where pages do not describe a whole number of granules each.
    private init?(_ cuts: FewestCuts, mostTDMRs: Int, budget: Int) {
        guard cuts.scale.bytes1G > 0, 4096 % cuts.scale.bytes1G == 0 else { return nil }
        self.cuts = cuts
        granulesPerPage = 4096 / cuts.scale.bytes1G
        most = mostTDMRs
        self.budget = budget
    }

    /// - Parameter budget: parts that may still be tried; what is tried is taken away.
    static func answer(_ cuts: FewestCuts, pages: Int, mostTDMRs: Int, budget: inout Int) -> Answer {
        guard var search = PagedCuts(cuts, mostTDMRs: mostTDMRs, budget: budget) else { return .unknown }
        let waste = pages * search.granulesPerPage - cuts.stretches.reduce(0, +)
        guard waste >= 0 else { return .impossible }
        search.cut(stretch: 0, left: cuts.stretches.first ?? 0, largest: .max, waste: waste, sizes: [])
        budget = search.budget
        guard search.isComplete else { return .unknown }
        return search.best.map { .tdmrs($0) } ?? .impossible
    }

    /// Cuts parts off a stretch, the largest first; the last page of each may be in part unused.
    private mutating func cut(stretch: Int, left: Int, largest: Int, waste: Int, sizes: [Int]) {
        guard isComplete, sizes.count <= most else { return }
        if left == 0 {
            guard stretch + 1 == cuts.stretches.count else {
                cut(stretch: stretch + 1, left: cuts.stretches[stretch + 1], largest: .max, waste: waste, sizes: sizes)
                return
            }
            // Fewer pages are asked for separately.
            guard waste == 0 else { return }
            switch cuts.canFill(sizes) {
            case true?:
                best = sizes.count
                most = sizes.count - 1
            case false?: break
            case nil: isComplete = false
            }
            return
        }
        guard sizes.count < most else { return }
        for unused in 0..<min(granulesPerPage, waste + 1) {
            var size = (min(largest, left) + unused) / granulesPerPage * granulesPerPage - unused
            while size > 0 {
                budget -= 1
                guard budget > 0 else {
                    isComplete = false
                    return
                }
                let rest = left - size
                if (granulesPerPage - rest % granulesPerPage) % granulesPerPage <= waste - unused {
                    cut(stretch: stretch, left: rest, largest: size, waste: waste - unused, sizes: sizes + [size])
                }
                size -= granulesPerPage
            }
        }
    }
}

import TDXModule

/// The granules with usable memory that tables could keep out of all TDMRs, by filling them to the last page.
///
/// Lemma: the tables of a plan that withholds nothing fill the usable memory of every granule outside of its TDMRs. A piece of memory that begins and ends
/// inside such a granule has a remainder that whole 4K tables leave; 2M and 1G tables fill at least that. So such granules have together at most as many pages
/// as all tables, and their remainders at most as many as all 2M and 1G tables.
/// Assumes: a table lies in one run and has its least size.
/// Proof: all memory is served, a table, or withheld; outside of TDMRs it is not served. A piece that lies inside the granule holds only whole tables, and each
/// 4K table has a multiple of `pagesNoTableSplits` pages.
/// Tested by: `ProofTests`, with every plan of small machines.
struct FilledGranules {
    private let map: AddressMap
    private let maxTDMRs: Int
    /// The number of granules with usable memory.
    let count: Int
    /// The number of granules that one run fills whole.
    private let whole: Int
    /// Of the other granules: pages, ascending; remainders, ascending; and each granule with both, and with its node if all its memory lies on one.
    private let pages: [Int]
    private let remainders: [Int]
    let partial: [(granule: Int, node: Int?, pages: Int, remainder: Int)]

    /// - Parameter node: considers only granules with all their memory on this node; nil: all granules.
    /// - Complexity: O(*r* log *r*).
    init(_ problem: PlanningProblem, node: Int? = nil) {
        map = problem.map
        maxTDMRs = problem.maxTDMRs
        let (partial, wholeOfNode) = Self.granules(problem.map)
        let own = node.map { node in partial.filter { $0.node == node } } ?? partial
        self.partial = own
        whole = node.map { wholeOfNode[$0] } ?? wholeOfNode.reduce(0, +)
        count = own.count + whole
        pages = own.map(\.pages).sorted()
        remainders = own.map(\.remainder).sorted()
    }

    private static func granules(_ map: AddressMap) -> (
        partial: [(granule: Int, node: Int?, pages: Int, remainder: Int)], whole: [Int]
    ) {
        var partial: [(granule: Int, node: Int?, pages: Int, remainder: Int)] = []
        var whole = [Int](repeating: 0, count: map.nodes.count)
        let (size, unit) = (map.granulePages, map.pagesNoTableSplits)
        for run in map.runs {
            var position = run.start
            while position < run.end {
                let granule = position / size
                if position == granule * size, run.end - position >= size {
                    let granules = (run.end - position) / size
                    whole[run.node] += granules
                    position += granules * size
                    continue
                }
                let end = min(run.end, (granule + 1) * size)
                if partial.last?.granule != granule { partial.append((granule, run.node, 0, 0)) }
                let i = partial.count - 1
                if partial[i].node != run.node { partial[i].node = nil }
                partial[i].pages += end - position
                if position == run.start, end == run.end { partial[i].remainder += (end - position) % unit }
                position = end
            }
        }
        return (partial, whole)
    }

    /// The most pages of all tables of TDMRs with `granules` granules together, and of their 2M and 1G tables (`small`). Rounding up adds less than a page for
    /// each table of each TDMR but the first.
    func mostPages(granules: Int) -> (all: Int, small: Int) {
        func most(_ level: PAMTLevel) -> Int {
            let isRounded = !map.pamt.perGranule(level).isAligned(to: .page)
            return map.tablePages(level, granules: granules) + (isRounded ? max(0, min(maxTDMRs, granules) - 1) : 0)
        }
        let small = most(.page2M) + most(.page1G)
        return (small + most(.page4K), small)
    }

    /// The most granules that the tables of TDMRs with `granules` granules together can fill; at least one granule is served, but for one node none need be, so that it may be one more.
    /// - Complexity: O(log *r*) after the sorting.
    func most(byTablesOf granules: Int) -> Int {
        let (all, small) = mostPages(granules: granules)
        let byPages = Self.most(pages, within: all)
        let left = all - byPages.sum
        let byRemainders = Self.most(remainders, within: small).count
        // Whole granules have the most pages, so they are counted after all others. They have no remainder, so by remainders all of them can be filled.
        return min(byPages.count + min(whole, left / map.granulePages), byRemainders + whole, max(0, count - 1))
    }

    private static func most(_ ascending: [Int], within budget: Int) -> (count: Int, sum: Int) {
        var sum = 0
        for (i, number) in ascending.enumerated() {
            guard sum + number <= budget else { return (i, sum) }
            sum += number
        }
        return (ascending.count, sum)
    }

    /// The fewest granules that the TDMRs of a plan have together.
    ///
    /// Assumes: made for all nodes: the TDMRs of one node's memory may have tables elsewhere.
    /// Lemma: a plan with *g* granules covers all but at most `most(byTablesOf: g)` of the granules with memory, so *g* is at least the number of the others.
    /// Tables only grow with *g*: when *g* suffices, every larger number does too, so the least that suffices is found by halving.
    var fewestCovered: Int {
        guard count > 0 else { return 0 }
        var low = 1
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if count - most(byTablesOf: middle) <= middle { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

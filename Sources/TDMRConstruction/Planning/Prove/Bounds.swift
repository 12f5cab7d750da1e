import Algorithms
import TDXModule

/// Lower bounds for the figures of plans that withhold nothing.
///
/// Lemma: no plan that is no worse than the known one in the figures before has a figure below its bound.
/// Assumes: the lemmas of `FilledGranules`, `FirmSlices`, `LargestTDMRs` and `LentGranules`, and nothing about granules without memory: TDMRs may include them anywhere.
/// Proof: a plan that is worse in the figure itself is above a bound that is no higher than the known plan's figure. Of the others each is no worse in all figures up to this one,
/// which limits how long one of its TDMRs takes and how many pages its tables have, and so what tables can fill: `Ceilings`. The comments of each figure say what follows.
/// Tested by: `ProofTests`, of any plan of small machines as the known one; `PlannerTests`, of the planner's own.
struct Bounds {
    private let problem: PlanningProblem
    private let figures: PlanFigures
    private let slices: [GranuleSlice]
    private let filled: FilledGranules
    private var map: AddressMap { problem.map }
    private var order: [PlanFigures.Key] { problem.objective.order }

    /// nil when memory is withheld: then nothing is claimed.
    /// - Complexity: O(*r* log *r*).
    init?(_ problem: PlanningProblem, figures: PlanFigures) {
        guard figures.withheldPages == 0 else { return nil }
        self.problem = problem
        self.figures = figures
        slices = problem.map.slices()
        filled = FilledGranules(problem)
    }

    /// A lower bound on this figure over all plans that are at least as good in every earlier figure. 0 claims nothing. The known plan is one of those plans, so a
    /// bound above its own figure would show that a lemma is wrong: `Claim.isRefuted`.
    func bound(of key: PlanFigures.Key) -> Int {
        let ceilings = ceilings(upTo: key)
        return switch key {
        case .withheld, .offNode, .bridged: 0
        case .time: time(ceilings)
        case .pamt: pamtPages(ceilings)
        case .tdmrs: tdmrs(ceilings)
        case .areas: FirmSlices(map, pages: ceilings.tables).fewestAreas
        }
    }

    // MARK: What plans as good as the known one have at most

    private struct Ceilings {
        /// Granules of one TDMR, granules of all TDMRs, and pages of all tables.
        var ofOne: Int
        var ofAll: Int
        var tables: Int
        /// T_init.
        var time = Int.max
        var bridgesNothing = false
        var staysHome = false
    }

    private func ceilings(upTo key: PlanFigures.Key) -> Ceilings {
        let longest = map.mostGranules(withTablesOfAtMost: map.longestRun)
        var ceilings = Ceilings(
            ofOne: longest, ofAll: map.mostGranules(withPAMTOfAtMost: map.usablePages - 1), tables: map.usablePages - 1)
        for known in order.prefix(through: order.firstIndex(of: key) ?? 0) {
            switch known {
            case .offNode: ceilings.staysHome = figures.offNodePages == 0
            case .time: lower(&ceilings, time: figures.time)
            case .pamt:
                ceilings.tables = min(ceilings.tables, figures.pamtPages)
                ceilings.ofAll = min(ceilings.ofAll, map.mostGranules(withPAMTOfAtMost: figures.pamtPages))
            case .bridged:
                ceilings.bridgesNothing = figures.bridgedGranules == 0
                ceilings.ofAll = min(ceilings.ofAll, filled.count + figures.bridgedGranules)
            case .tdmrs:
                let most = ceilings.ofOne.multipliedReportingOverflow(by: figures.tdmrs)
                if !most.overflow { ceilings.ofAll = min(ceilings.ofAll, most.partialValue) }
            case .withheld, .areas: break
            }
        }
        ceilings.tables = min(ceilings.tables, filled.mostPages(granules: min(ceilings.ofAll, 1 << 22)).all)
        // When TDMRs have only as many granules as memory needs, none of these is without memory.
        if filled.count - filled.most(byTablesOf: ceilings.ofAll) >= ceilings.ofAll { ceilings.bridgesNothing = true }
        return ceilings
    }

    /// Lowers the ceilings to plans within `time`: one TDMR has only the granules that it can have in that time; all TDMRs together have only as many as the
    /// LPs can initialise, and as the memory of the nodes can take the PAMT of.
    private func lower(_ ceilings: inout Ceilings, time: Int) {
        ceilings.time = time
        ceilings.ofOne = min(ceilings.ofOne, problem.mostGranules(within: time, areas: 0))
        let sum = time.multipliedReportingOverflow(by: problem.processors)
        if !sum.overflow {
            ceilings.ofAll = min(ceilings.ofAll, problem.mostGranules(within: sum.partialValue, areas: 0))
        }
        let most = ceilings.ofOne.multipliedReportingOverflow(by: problem.maxTDMRs)
        if !most.overflow { ceilings.ofAll = min(ceilings.ofAll, most.partialValue) }
        let ofNode = (1..<(1 << 22) + 1).partitioningIndex { problem.writeFloor(granules: $0) > time } - 1
        ceilings.ofAll = min(ceilings.ofAll, ofNode * map.nodes.count)
    }

    // MARK: Time

    private func time(_ ceilings: Ceilings) -> Int {
        let firm = FirmSlices(map, pages: ceilings.tables)
        let fewest = filled.fewestCovered
        // A TDMR has at least the areas of each firm granule in it, and at least as many granules as firm ones: the product of its granules and areas is at
        // least the sum of the areas of its firm granules.
        let ofAreas = firm.slices.reduce(0) {
            $0 + (problem.initTime(granules: 1, areas: $1.areas.areas) - problem.initTime(granules: 1, areas: 0))
                * $1.count
        }
        let sum = problem.initTime(granules: fewest, areas: 0) + ofAreas
        let nodes = map.nodes.count
        let floor = problem.writeFloor(
            granules: max((fewest + nodes - 1) / nodes, ceilings.staysHome ? fullestNode(ceilings) : 0))
        return max((sum + problem.processors - 1) / problem.processors, floor, longest(firm, ceilings))
    }

    /// The least time of the longest TDMR for which the fewest TDMRs are not too many; above the known plan's time if even that is too short.
    private func longest(_ firm: FirmSlices, _ ceilings: Ceilings) -> Int {
        var low = 0
        var high = ceilings.time + 1
        while low < high {
            let middle = (low + high) / 2
            if let count = fewestTDMRs(firm, within: middle, ceilings), count <= problem.maxTDMRs {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }

    /// A lower bound on the granules whose PAMT lies on the fullest node, when all tables lie at home.
    ///
    /// Lemma: tables fill a granule of a node to the page, or a TDMR that serves some of it covers it. The PAMT of this TDMR lies on the node, or the TDMR is
    /// one of those that `LentGranules` counts. The tables on the node belong to TDMRs whose PAMT lies on it, or to TDMRs that serve nothing, which have no
    /// home. The latter have together no more granules than all TDMRs may have beyond the granules that are not filled. Tested by `ProofTests`.
    private func fullestNode(_ ceilings: Ceilings) -> Int {
        guard map.nodes.count > 1 else { return 0 }
        let serveNothing = max(0, ceilings.ofAll - (filled.count - filled.most(byTablesOf: ceilings.ofAll)))
        return map.nodes.indices.reduce(0) { fullest, node in
            let own = FilledGranules(problem, node: node)
            let lent = LentGranules(
                map, slices: slices, node: node, own: own, granules: ceilings.ofOne, tables: ceilings.tables
            ).most
            let granules = (0..<own.count + 1).partitioningIndex {
                own.count - lent - own.most(byTablesOf: $0 + serveNothing) <= $0
            }
            return max(fullest, granules)
        }
    }

    // MARK: TDMRs and PAMT

    /// A lower bound on the TDMRs when none takes longer than `time`; nil when no plan is possible within the time.
    private func fewestTDMRs(_ firm: FirmSlices, within time: Int, _ ceilings: Ceilings) -> Int? {
        guard let ofFirm = firm.fewestTDMRs(problem, within: time, maxGranules: ceilings.ofOne) else { return nil }
        // A granule left out of a coverage spares at most one TDMR, because each granule may be a TDMR by itself.
        let relaxed = FirmSlices.allGranules(slices, areasOf: firm)
        let ofAll = LargestTDMRs(slices: relaxed, mostGap: .max).extents(
            mostGranules: problem.mostGranules(within: time, maxGranules: ceilings.ofOne), most: .max)?.count
        return max(ofFirm, ofAll.map { $0 - filled.most(byTablesOf: ceilings.ofAll) } ?? 1, 1)
    }

    private func tdmrs(_ ceilings: Ceilings) -> Int {
        let firm = FirmSlices(map, pages: ceilings.tables)
        return max(
            1, fewestTDMRs(firm, within: ceilings.time, ceilings) ?? 1,
            ceilings.bridgesNothing ? unbridgedStretches(ceilings) : 1)
    }

    /// The fewest stretches that tables cannot fill whole.
    ///
    /// Lemma: a TDMR that bridges no granule without memory lies in one stretch, so each stretch that is not filled has a TDMR of its own. Tables fill at most
    /// as many stretches as there are shortest ones whose pages add up to no more than those of the tables.
    private func unbridgedStretches(_ ceilings: Ceilings) -> Int {
        var pages: [Int] = []
        var end: Int?
        for slice in slices {
            if slice.start == end {
                pages[pages.count - 1] += slice.usablePages
            } else {
                pages.append(slice.usablePages)
            }
            end = slice.end
        }
        var left = ceilings.tables
        let gone = pages.sorted().prefix {
            left -= $0; return left >= 0
        }.count
        return pages.count - gone
    }

    /// A lower bound on the pages of all tables. For each level: the pages that the fewest granules need, and at least one page for each TDMR.
    private func pamtPages(_ ceilings: Ceilings) -> Int {
        let granules = filled.fewestCovered
        let tdmrs = tdmrs(ceilings)
        return PAMTLevel.allCases.reduce(0) {
            $0 + max(map.tablePages($1, granules: granules), map.tablePages($1, granules: 1) > 0 ? tdmrs : 0)
        }
    }
}

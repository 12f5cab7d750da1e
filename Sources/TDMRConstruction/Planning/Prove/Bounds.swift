import Algorithms
import TDXModule

/// Lower bounds for the figures of a plan that withholds nothing.
///
/// Each bound is for the plans that are no worse than the known one in the figures before it, nor in the figure itself: what is worse is above the bound anyway. That limits how
/// long a TDMR takes and how many pages its tables have, and so what tables could fill. Lemmas: `FilledGranules`, `FirmSlices`, `LargestTDMRs`, `LentGranules`; no bound
/// assumes anything of granules without memory, which TDMRs may take in anywhere. The README of this folder lists them.
struct Bounds {
    private let problem: PlanningProblem
    private let figures: PlanFigures
    private let slices: [GranuleSlice]
    private let filled: FilledGranules
    private var map: AddressMap { problem.map }
    private var order: [PlanFigures.Key] { problem.objective.order }

    /// nil where memory is withheld: nothing is claimed then.
    /// - Complexity: O(*r* log *r*).
    init?(_ problem: PlanningProblem, figures: PlanFigures) {
        guard figures.withheldPages == 0 else { return nil }
        self.problem = problem
        self.figures = figures
        slices = problem.map.slices()
        filled = FilledGranules(problem)
    }

    /// What no plan falls below that is as good in the figures before. 0 claims nothing.
    func bound(of key: PlanFigures.Key) -> Int {
        let limits = limits(upTo: key)
        return switch key {
        case .withheld, .offNode, .bridged: 0
        case .time: min(figures.time, time(limits))
        case .pamt: min(figures.pamtPages, pamtPages(limits))
        case .tdmrs: min(figures.tdmrs, tdmrs(limits))
        case .areas: min(figures.areas, FirmSlices(map, pages: limits.tables).fewestAreas)
        }
    }

    // MARK: What plans as good as the known one have at most

    private struct Limits {
        /// Granules of one TDMR and of all, and pages of all tables.
        var ofOne: Int
        var ofAll: Int
        var tables: Int
        /// T_init.
        var time = Int.max
        var bridgesNothing = false
        var staysHome = false
    }

    private func limits(upTo key: PlanFigures.Key) -> Limits {
        let longest = map.mostGranules(withTablesOfAtMost: map.longestRun)
        var limits = Limits(
            ofOne: longest, ofAll: map.mostGranules(withPAMTOfAtMost: map.usablePages - 1), tables: map.usablePages - 1)
        for known in order.prefix(through: order.firstIndex(of: key) ?? 0) {
            switch known {
            case .offNode: limits.staysHome = figures.offNodePages == 0
            case .time: limit(&limits, time: figures.time)
            case .pamt:
                limits.tables = min(limits.tables, figures.pamtPages)
                limits.ofAll = min(limits.ofAll, map.mostGranules(withPAMTOfAtMost: figures.pamtPages))
            case .bridged:
                limits.bridgesNothing = figures.bridgedGranules == 0
                limits.ofAll = min(limits.ofAll, filled.count + figures.bridgedGranules)
            case .tdmrs:
                let most = limits.ofOne.multipliedReportingOverflow(by: figures.tdmrs)
                if !most.overflow { limits.ofAll = min(limits.ofAll, most.partialValue) }
            case .withheld, .areas: break
            }
        }
        limits.tables = min(limits.tables, filled.mostPages(granules: min(limits.ofAll, 1 << 22)).all)
        // No granules but those that memory needs: then no TDMR has one without memory.
        if filled.count - filled.most(byTablesOf: limits.ofAll) >= limits.ofAll { limits.bridgesNothing = true }
        return limits
    }

    /// Within a time each TDMR has only so many granules; all together what the processors, and what the nodes' memory take.
    private func limit(_ limits: inout Limits, time: Int) {
        limits.time = time
        limits.ofOne = min(limits.ofOne, problem.mostGranules(within: time, areas: 0))
        let sum = time.multipliedReportingOverflow(by: problem.processors)
        if !sum.overflow { limits.ofAll = min(limits.ofAll, problem.mostGranules(within: sum.partialValue, areas: 0)) }
        let most = limits.ofOne.multipliedReportingOverflow(by: problem.maxTDMRs)
        if !most.overflow { limits.ofAll = min(limits.ofAll, most.partialValue) }
        let ofNode = (1..<(1 << 22) + 1).partitioningIndex { problem.writeFloor(granules: $0) > time } - 1
        limits.ofAll = min(limits.ofAll, ofNode * map.nodes.count)
    }

    // MARK: Time

    private func time(_ limits: Limits) -> Int {
        let firm = FirmSlices(map, pages: limits.tables)
        let fewest = filled.fewestCovered
        // Each firm granule lies in a TDMR with its areas, and a TDMR has at least as many granules as firm ones: granules times areas are at least the sum of the firm ones' areas.
        let ofAreas = firm.slices.reduce(0) {
            $0 + (problem.initTime(granules: 1, areas: $1.areas.areas) - problem.initTime(granules: 1, areas: 0))
                * $1.count
        }
        let sum = problem.initTime(granules: fewest, areas: 0) + ofAreas
        let nodes = map.nodes.count
        let floor = problem.writeFloor(
            granules: max((fewest + nodes - 1) / nodes, limits.staysHome ? fullestNode(limits) : 0))
        return max((sum + problem.processors - 1) / problem.processors, floor, longest(firm, limits))
    }

    /// The least time with which the TDMRs are not too many.
    private func longest(_ firm: FirmSlices, _ limits: Limits) -> Int {
        var low = 0
        var high = limits.time
        while low < high {
            let middle = (low + high) / 2
            if let count = fewestTDMRs(firm, within: middle, limits), count <= problem.maxTDMRs {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }

    /// The most granules of PAMT that some node has at least, when all tables are at home.
    private func fullestNode(_ limits: Limits) -> Int {
        guard map.nodes.count > 1 else { return 0 }
        return map.nodes.indices.reduce(0) { fullest, node in
            let own = FilledGranules(problem, node: node)
            let lent = LentGranules(map, slices: slices, node: node, granules: limits.ofOne, tables: limits.tables).most
            // The tables in a granule of the node are those of the TDMRs whose PAMT it has.
            let granules = (0..<own.count + 1).partitioningIndex { own.count - lent - own.most(byTablesOf: $0) <= $0 }
            return max(fullest, granules)
        }
    }

    // MARK: TDMRs and PAMT

    /// nil when no plan is possible within the time.
    private func fewestTDMRs(_ firm: FirmSlices, within time: Int, _ limits: Limits) -> Int? {
        guard let ofFirm = firm.fewestTDMRs(problem, within: time, maxGranules: limits.ofOne) else { return nil }
        // Every granule left out of a coverage spares it one TDMR at most, where each granule may be a TDMR by itself.
        let relaxed = FirmSlices.allGranules(slices, areasOf: firm)
        let ofAll = LargestTDMRs(slices: relaxed, mostGap: .max).extents(
            mostGranules: problem.mostGranules(within: time, maxGranules: limits.ofOne), most: .max)?.count
        return max(ofFirm, ofAll.map { $0 - filled.most(byTablesOf: limits.ofAll) } ?? 1, 1)
    }

    private func tdmrs(_ limits: Limits) -> Int {
        let firm = FirmSlices(map, pages: limits.tables)
        return max(
            1, fewestTDMRs(firm, within: limits.time, limits) ?? 1,
            limits.bridgesNothing ? unbridgedStretches(limits) : 1)
    }

    /// Stretches of granules with memory that tables cannot fill whole.
    ///
    /// Lemma: a TDMR that bridges no granule without memory lies in one stretch, so each stretch that is not filled has a TDMR of its own. Tables fill no more stretches than the
    /// shortest whose pages add up to theirs.
    private func unbridgedStretches(_ limits: Limits) -> Int {
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
        var left = limits.tables
        let gone = pages.sorted().prefix {
            left -= $0; return left >= 0
        }.count
        return pages.count - gone
    }

    /// Each level's tables: as many bytes as the fewest granules need, and a page for each TDMR.
    private func pamtPages(_ limits: Limits) -> Int {
        let granules = filled.fewestCovered
        let tdmrs = tdmrs(limits)
        return PAMTLevel.allCases.reduce(0) {
            $0 + max(map.tablePages($1, granules: granules), map.tablePages($1, granules: 1) > 0 ? tdmrs : 0)
        }
    }
}

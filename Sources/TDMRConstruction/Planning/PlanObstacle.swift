import PhysicalMemory
import TDXModule

/// Why a machine has no plan.
struct PlanObstacle {
    let sentence: String

    /// Why there is nothing to be planned at all; nil where there may be a plan.
    init?(_ memlist: [MemoryRegion], _ limits: ModuleLimits, slack: Int) {
        if memlist.isEmpty {
            sentence = "There is no memory above 1 MiB, and TDX uses none below."
        } else if limits.maxTDMRs == 0 {
            sentence = "The module takes no TDMR (max_tdmrs is 0)."
        } else if limits.maxReservedAreas == 0 {
            sentence =
                "The module takes no reserved area (max_reserved is 0): neither a hole nor a PAMT could lie in a TDMR."
        } else if slack > limits.maxReservedAreas {
            sentence =
                "Each TDMR is to keep \(slack) reserved areas free, and the module takes \(limits.maxReservedAreas)."
        } else {
            return nil
        }
    }

    /// - Parameter problem: one without any plan.
    init(_ problem: PlanningProblem) {
        let longest = problem.map.runs.lazy.map(\.count).max() ?? 0
        func size(_ pages: Int) -> ByteCount { .pages(UInt64(pages)) }
        let smallest = OneGranulePlan(problem)
        if longest == 0 {
            sentence = "None of the memory is convertible."
        } else if let level = PAMTLevel.allCases.first(where: { problem.map.tablePages($0, granules: 1) > longest }) {
            let needed = problem.map.tablePages(level, granules: 1)
            sentence = """
                The longest run of usable memory on one node and inside one CMR is \(size(longest)); the PAMT_\(level.abbreviation) of the smallest TDMR needs \
                \(size(needed)) in one piece.
                """
        } else if problem.map.pamtPages(granules: 1) >= problem.map.runs.reduce(0, { $0 + $1.count }) {
            sentence = "The tables of one TDMR of 1 GiB would take all usable memory: no byte would be left to serve."
        } else if !smallest.tablesFit {
            sentence =
                "The tables of the smallest TDMR do not all fit into the runs of usable memory on one node and inside one CMR."
        } else if !smallest.hasSite {
            sentence =
                problem.maxAreas == 0
                ? "No 1 GiB with usable memory is without a hole, and no TDMR may have a reserved area."
                : "Every 1 GiB with usable memory has holes before and behind it, and no TDMR may have more than one reserved area."
        } else {
            sentence = """
                Where the tables of the smallest TDMR fit they leave no byte that could be served with \
                \(problem.maxAreas == 0 ? "no reserved area" : "one reserved area") in a TDMR.
                """
        }
    }
}

import PhysicalMemory
import TDXModule

/// Why a machine has no plan, as far as one look at it tells.
struct PlanObstacle {
    let sentence: String

    /// - Parameter isProven: whether every plan was tried.
    init(_ problem: PlanningProblem, isProven: Bool) {
        let longest = problem.terrain.runs.lazy.map(\.count).max() ?? 0
        func size(_ pages: Int) -> ByteCount { .pages(UInt64(pages)) }
        if longest == 0 {
            sentence = "None of the memory is convertible."
        } else if let level = PAMTLevel.allCases.first(where: { problem.scale.tablePages($0, granules: 1) > longest }) {
            let needed = problem.scale.tablePages(level, granules: 1)
            sentence = """
                The longest run of usable memory on one node and inside one CMR is \(size(longest)); the PAMT_\(level.abbreviation) of the smallest TDMR needs \
                \(size(needed)) in one piece.
                """
        } else if problem.scale.pamtPages(granules: 1) >= problem.terrain.runs.reduce(0, { $0 + $1.count }) {
            sentence = "The tables of one TDMR of 1 GiB would take all usable memory: no byte would be left to serve."
        } else {
            sentence = isProven
                ? "Every set of TDMRs was tried: none has room for its tables and enough reserved areas while serving a byte."
                : "No set of TDMRs was found that has room for its tables and enough reserved areas."
        }
    }
}

extension ExactPlanner.Answer {
    /// Whether nothing better can exist.
    var isProof: Bool {
        if case .unknown = self { false } else { true }
    }
}

public import PhysicalMemory
public import TDXModule

/// Why a machine has no plan. Each is printed as a sentence.
public enum PlanObstacle: Hashable, Sendable {
    /// There is no memory above 1 MiB.
    case noMemory
    /// `max_tdmrs` is 0.
    case noTDMRs
    /// `max_reserved` is 0.
    case noReservedAreas
    /// More reserved areas are to be kept free in each TDMR than the module takes.
    case slackTooLarge(slack: Int, maxReservedAreas: Int)
    /// No memory lies in a CMR.
    case nothingConvertible
    /// A strategy that withholds nothing met memory outside the CMRs; nil when the strategy does not say which.
    case notAllConvertible(PageRange?)
    /// One table of a TDMR of 1 GiB is longer than every run of usable memory on one node and inside one CMR.
    case runsTooShort(longest: ByteCount, level: PAMTLevel, needed: ByteCount)
    /// The tables of a TDMR of 1 GiB are as large as the usable memory.
    case tablesTakeAllMemory
    /// The three tables of a TDMR of 1 GiB do not fit at once.
    case tablesDoNotFit
    /// Every 1 GiB needs more reserved areas for its holes than a TDMR may have, 0 or 1.
    case holesNeedAreas(allowed: Int)
    /// With so many reserved areas, 0 or 1, no memory is left beside the tables.
    case tablesLeaveNothing(areas: Int)
}

extension PlanObstacle {
    /// Why there cannot be a plan, as far as memlist, limits and slack show; nil where there may be one.
    init?(_ memlist: [MemoryRegion], _ limits: ModuleLimits, slack: Int) {
        if memlist.isEmpty {
            self = .noMemory
        } else if limits.maxTDMRs == 0 {
            self = .noTDMRs
        } else if limits.maxReservedAreas == 0 {
            self = .noReservedAreas
        } else if slack > limits.maxReservedAreas {
            self = .slackTooLarge(slack: slack, maxReservedAreas: limits.maxReservedAreas)
        } else {
            return nil
        }
    }

    /// - Parameter problem: a problem for which no plan exists.
    init(_ problem: PlanningProblem) {
        let map = problem.map
        let longest = map.runs.lazy.map(\.count).max() ?? 0
        func size(_ pages: Int) -> ByteCount { .pages(UInt64(pages)) }
        let smallest = OneGranulePlan(problem)
        if longest == 0 {
            self = .nothingConvertible
        } else if let level = PAMTLevel.allCases.first(where: { map.tablePages($0, granules: 1) > longest }) {
            let needed = map.tablePages(level, granules: 1)
            self = .runsTooShort(longest: size(longest), level: level, needed: size(needed))
        } else if map.pamtPages(granules: 1) >= map.runs.reduce(0, { $0 + $1.count }) {
            self = .tablesTakeAllMemory
        } else if !smallest.tablesFit {
            self = .tablesDoNotFit
        } else if !smallest.hasSite {
            self = .holesNeedAreas(allowed: min(1, problem.maxAreas))
        } else {
            self = .tablesLeaveNothing(areas: min(1, problem.maxAreas))
        }
    }
}

extension PlanObstacle: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noMemory: "There is no memory above 1 MiB, and TDX uses none below."
        case .noTDMRs: "The module takes no TDMR (max_tdmrs is 0)."
        case .noReservedAreas:
            "The module takes no reserved area (max_reserved is 0): neither a hole nor a PAMT could lie in a TDMR."
        case .slackTooLarge(let slack, let most):
            "Each TDMR is to keep \(slack) reserved areas free, and the module takes \(most)."
        case .nothingConvertible: "None of the memory is convertible."
        case .notAllConvertible(let region?): "Memory region \(region) is not all convertible."
        case .notAllConvertible(nil): "Not all of the memory is convertible."
        case .runsTooShort(let longest, let level, let needed):
            "The longest run of usable memory on one node and inside one CMR is \(longest); "
                + "the PAMT_\(level.abbreviation) of the smallest TDMR needs \(needed) in one piece."
        case .tablesTakeAllMemory:
            "The tables of one TDMR of 1 GiB would take all usable memory: no byte would be left to serve."
        case .tablesDoNotFit:
            "The tables of the smallest TDMR do not all fit into the runs of usable memory on one node and inside one CMR."
        case .holesNeedAreas(allowed: 0):
            "No 1 GiB with usable memory is without a hole, and no TDMR may have a reserved area."
        case .holesNeedAreas:
            "Every 1 GiB with usable memory has holes before and behind it, and no TDMR may have more than one reserved area."
        case .tablesLeaveNothing(let areas):
            "Where the tables of the smallest TDMR fit they leave no byte that could be served with "
                + "\(areas == 0 ? "no reserved area" : "one reserved area") in a TDMR."
        }
    }
}

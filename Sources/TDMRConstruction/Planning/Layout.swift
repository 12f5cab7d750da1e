public import PhysicalMemory
public import TDXModule

/// One TDMR of a layout, with the node its PAMT was asked on.
public struct PlannedTDMR: Hashable, Sendable {
    public var info: TDMRInfo
    /// The node asked for the PAMT, wherever the tables landed.
    public var pamtNode: NodeID

    public init(info: TDMRInfo, pamtNode: NodeID) {
        self.info = info
        self.pamtNode = pamtNode
    }
}

/// A complete answer: TDMRs in ascending order and the usable memory that had to be kept away from the page allocator.
public struct Layout: Hashable, Sendable {
    public var tdmrs: [PlannedTDMR]
    /// Usable memory withheld so that the layout is valid: ascending, disjoint. Empty for the kernel's strategies.
    public var withheld: [PageRange]

    public init(tdmrs: [PlannedTDMR], withheld: [PageRange] = []) {
        self.tdmrs = tdmrs
        self.withheld = withheld
    }

    /// Bytes of all PAMT tables.
    public var pamtSize: ByteCount {
        tdmrs.reduce(.zero) { total, tdmr in PAMTLevel.allCases.reduce(total) { $0 + tdmr.info.pamt($1).size } }
    }
}

/// What a planner answers: the memlist it worked on (empty when building that failed) and a layout or the reason why there is none.
public struct PlanResult: Hashable, Sendable {
    public var memlist: [MemoryRegion]
    public var outcome: Result<Layout, ConstructionError>
    /// Warnings, in the order they arose.
    public var notices: [PlanNotice]
    /// A layout's figures beside bounds for any; nil for planners that look for no best one.
    public var solution: PlanSolution?

    public init(
        memlist: [MemoryRegion], outcome: Result<Layout, ConstructionError>, notices: [PlanNotice] = [],
        solution: PlanSolution? = nil
    ) {
        self.solution = solution
        self.memlist = memlist
        self.outcome = outcome
        self.notices = notices
    }
}

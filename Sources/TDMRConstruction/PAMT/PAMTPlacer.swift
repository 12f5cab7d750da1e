public import PhysicalMemory
public import TDXModule

/// What a placer is told: the TDMRs in ascending order with the tables each needs, and the memory there is.
public struct PAMTProblem: Hashable, Sendable {
    /// The TDMRs, ascending, of whole GiB.
    public var tdmrs: [PageRange]
    /// One request for each TDMR.
    public var requests: [PAMTRequest]
    /// The memblock memory regions, not the memlist: the first MiB is still in them.
    public var memory: [MemoryRegion]
    /// CMRs in module order; nil when unknown.
    public var cmrs: [CMR]?

    public init(tdmrs: [PageRange], requests: [PAMTRequest], memory: [MemoryRegion], cmrs: [CMR]?) {
        self.tdmrs = tdmrs
        self.requests = requests
        self.memory = memory
        self.cmrs = cmrs
    }
}

/// Where the PAMTs go: a policy of the page allocator, or one of our own.
public protocol PAMTPlacer: Sendable {
    /// The policy's name on the command line: `contig`, `top-down`, `off-map`, ...
    var name: String { get }

    /// One placement for each request, in order; none overlaps another.
    /// - Throws: `.outOfMemory` when the tables of a TDMR fit nowhere.
    func place(_ problem: PAMTProblem) throws(ConstructionError) -> [PAMTPlacement]
}

/// The placement family, one line each.
public enum PAMTPlacers {
    /// The members, Linux's own first.
    public static let all: [any PAMTPlacer] = [
        SequentialPAMTPlacer<ContigPageAllocator>(),
        SequentialPAMTPlacer<TopDownPageAllocator>(),
        SequentialPAMTPlacer<OffMapPageAllocator>(),
        BesideHolePlacer(),
        PooledPlacer(),
        OutsidePlacer(),
    ]

    /// The member called `name`.
    public static func named(_ name: String) -> (any PAMTPlacer)? { all.first { $0.name == name } }

    /// What the kernel's strategies use when nothing else is asked for.
    public static let kernelDefault: any PAMTPlacer = SequentialPAMTPlacer<ContigPageAllocator>()
}

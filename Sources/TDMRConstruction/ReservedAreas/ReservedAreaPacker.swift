public import PhysicalMemory
public import TDXModule

/// What a packer is told: the TDMRs in ascending order, the tables of each, and what is memory.
public struct ReservedAreaProblem: Hashable, Sendable {
    /// The TDMRs, ascending, of whole GiB.
    public var tdmrs: [PageRange]
    /// One placement for each TDMR.
    public var placements: [PAMTPlacement]
    /// The entries, ascending and disjoint.
    public var memlist: [MemoryRegion]
    /// CMRs in module order, unused slots included; nil when unknown.
    public var cmrs: [CMR]?
    /// Most areas of one TDMR.
    public var maxReservedAreas: Int

    public init(tdmrs: [PageRange], placements: [PAMTPlacement], memlist: [MemoryRegion], cmrs: [CMR]?, maxReservedAreas: Int) {
        self.tdmrs = tdmrs
        self.placements = placements
        self.memlist = memlist
        self.cmrs = cmrs
        self.maxReservedAreas = maxReservedAreas
    }
}

/// What a packer answers.
public struct ReservedAreaPacking: Hashable, Sendable {
    /// The areas of each TDMR, ascending.
    public var areas: [[ReservedArea]]
    /// Usable memory that the areas take although nothing there has to be reserved: what had to be given up so that the areas suffice. 0 for the kernel's packers.
    public var givenUp: ByteCount
    /// Where the tables lie if the packer moved any; nil: where they were.
    public var placements: [PAMTPlacement]?

    public init(areas: [[ReservedArea]], givenUp: ByteCount = .zero, placements: [PAMTPlacement]? = nil) {
        self.areas = areas
        self.givenUp = givenUp
        self.placements = placements
    }
}

/// What is reserved inside each TDMR: holes and PAMTs.
public protocol ReservedAreaPacker: Sendable {
    /// The algorithm's name in `bench`: `memblock-holes`, `cmr-holes`, ...
    var name: String { get }

    /// What its answers are judged by.
    var promise: PackingPromise { get }

    /// - Throws: `.reservedAreasExhausted` naming the first TDMR that needs more areas than there are.
    func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking
}

/// The reserved-area family, one line each.
public enum ReservedAreaPackers {
    /// The members, Linux's own first.
    public static let all: [any ReservedAreaPacker] = [
        NestedScanPacker(.memlist),
        MemblockHolePacker(),
        NestedScanPacker(.cmrs),
        CMRHolePacker(),
        JoiningPacker(MemblockHolePacker()),
        JoiningPacker(CMRHolePacker()),
        MergedRangePacker(),
        LowestFirstPacker(),
        ShortestFirstPacker(),
        SelectionPacker(),
        LargestKeptPacker(),
        TableMovingPacker(),
    ]
}

/// The kernel's areas: every hole of the memlist inside the TDMR, then every PAMT, one area each, none merged with a neighbour.
/// - Complexity: O(entries + TDMRs + areas) for all TDMRs together.
public struct MemblockHolePacker: ReservedAreaPacker {
    public let name = "memblock-holes"
    public let rule = PackingRule.linux(.memlist)

    public init() {}

    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        try packHoles(of: KeptEntries(memlist: problem.memlist), problem)
    }
}

/// The areas of the CMR patch: holes are the addresses outside all CMRs, whether RAM or not; PAMTs as in the kernel.
/// - Complexity: O(CMRs + TDMRs + areas); O(CMRs x TDMRs) when the CMRs do not ascend, because the answer then depends on the order of the walk.
public struct CMRHolePacker: ReservedAreaPacker {
    public let name = "cmr-holes"
    public let rule = PackingRule.linux(.cmrs)

    public init() {}

    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        let kept = KeptCMRs(problem.cmrs)
        return kept.isAscending ? try packHoles(of: kept, problem) : try NestedScanPacker(.cmrs).pack(problem)
    }
}

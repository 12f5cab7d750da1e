/// The areas of the kernel with the CMR patch (`LinuxPlanner.Variant.cmrPatch`): holes are the addresses outside all CMRs, whether RAM or not. PAMTs are
/// reserved as in the kernel without it.
/// - Complexity: O(CMRs + TDMRs + areas); O(CMRs x TDMRs) when the CMRs do not ascend: the kernel's answer then depends on the order in which it walks them.
public struct CMRHolePacker: ReservedAreaPacker {
    public let name = "cmr-holes"
    public let rule = PackingRule.linux(.cmrs)

    public init() {}

    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        let kept = KeptCMRs(problem.cmrs)
        return kept.isAscending ? try packHoles(of: kept, problem) : try NestedScanPacker(.cmrs).pack(problem)
    }
}

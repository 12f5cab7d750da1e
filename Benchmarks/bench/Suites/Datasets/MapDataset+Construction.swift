import TDMRConstruction

extension MapDataset {
    /// The machine as construction sees it.
    /// - Parameter raisingLimits: whether TDMRs and areas are without limit, so that a machine that no module would take is constructed to the end.
    func construction(raisingLimits: Bool = false) throws -> ConstructionInput {
        let map = try map()
        var limits = map.limits
        if raisingLimits {
            limits.maxTDMRs = 1 << 30
            limits.maxReservedAreas = 1 << 30
        }
        return ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: limits)
    }
}

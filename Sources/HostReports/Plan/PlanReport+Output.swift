import TDMRConstruction
import TDXHost
import TDXModule

extension PlanReport {
    /// Warnings about a valid plan, in the order in which they arose.
    public var warnings: [String] {
        var warnings = result.notices.map(\.description)
        if takesMemoryForCMRs { warnings.append("the CMRs are unknown: the memory regions are taken for them") }
        return warnings
    }

    /// Why there is no verdict.
    public var whyNotJudged: String {
        if layout == nil { return "there is no layout" }
        if pamtPlacement == OffMapPageAllocator.name { return "PAMTs placed off the map have no real addresses" }
        if map.limits.maxReservedAreas > TDMRInfo.reservedAreaSlots {
            return "its TDMR_INFO has room for \(TDMRInfo.reservedAreaSlots) reserved areas only"
        }
        return "the CMRs of this machine are unknown"
    }

    /// The TDMR_INFO entries as Linux lays them out, slot after slot of 512 bytes and 16 for each reserved area allowed, rounded up to 512; nil without
    /// a layout.
    /// - Throws: `TDMRInfoArrayTooLarge` for an array whose size only the limits of a synthetic machine can reach.
    public func tdmrInfoArray() throws(TDMRInfoArrayTooLarge) -> [UInt8]? {
        guard let layout else { return nil }
        let slot = TDMRInfo.linuxSlotSize(reservedAreas: map.limits.maxReservedAreas)
        guard slot.rawValue <= TDMRInfoArrayTooLarge.limit / UInt64(max(1, layout.tdmrs.count)) else {
            throw TDMRInfoArrayTooLarge()
        }
        return TDMRInfo.linuxArray(layout.tdmrs.map(\.info), reservedAreas: map.limits.maxReservedAreas)
    }
}

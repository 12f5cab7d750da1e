public import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

/// All reserved areas that a TDMR needs, regardless of the limit: the kernel's holes, then the PAMTs, in the order in which it adds them.
public struct AreaDemand: Hashable, Sendable {
    /// The TDMR.
    public var tdmr: PageRange
    /// In the order in which Linux adds them.
    public var areas: [DemandedArea]

    /// The areas that are not PAMTs.
    public var holes: [DemandedArea] {
        areas.filter { area in
            if case .pamt = area.origin { false } else { true }
        }
    }
}

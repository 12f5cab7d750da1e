public import PhysicalMemory
import Synchronization

/// What one call of TDH.SYS.TDMR.INIT did.
public struct TDMRInitStep: Hashable, Sendable {
    /// 4 KiB pages whose PAMT entries were written: 1024, or 4096 with dynamic PAMT in some versions.
    public var pages: UInt64
    /// Those of them outside all reserved areas, for each of which the module walks the list of areas.
    public var pagesOutsideAreas: UInt64
    /// The address after the last page, rounded down to 1 GiB: RDX.
    public var next: PhysicalAddress
}

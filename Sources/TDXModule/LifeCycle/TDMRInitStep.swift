public import PhysicalMemory
import Synchronization

/// The work of one call of TDH.SYS.TDMR.INIT.
public struct TDMRInitStep: Hashable, Sendable {
    /// The memory whose PAMT entries were written: 1024 pages of 4 KiB, or 4096 with dynamic PAMT in some versions.
    public var size: ByteCount
    /// The part of it outside all reserved areas, for each page of which the module walks the list of areas.
    public var sizeOutsideAreas: ByteCount
    /// The address after the last page, rounded down to 1 GiB: RDX.
    public var next: PhysicalAddress
}

import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

/// Where a reserved area of one of the kernel's strategies comes from.
public enum AreaOrigin: Hashable, Sendable {
    /// The first MiB, which TDX never uses; firmware memory may follow it.
    case firstMiB
    /// Between two memory regions (or CMRs): firmware's memory, or no memory.
    case hole
    /// From the TDMR's base, a multiple of 1 GiB, up to the first region.
    case belowFirstRegion
    /// From the last region up to the TDMR's end, a multiple of 1 GiB.
    case aboveLastRegion
    /// The PAMT of a TDMR, or the part of it that lies here.
    case pamt(tdmr: Int)
}

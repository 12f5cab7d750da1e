import Algorithms
import MemoryMaps
public import PhysicalMemory
public import TDMRConstruction
import TDXHost
public import TDXModule

/// Why a kernel's strategy found no layout, with the facts a person asks for next.
public enum PlanFailure: Sendable {
    /// There are fewer than two TDX KeyIDs.
    case tooFewKeyIDs(KeyIDCounts)
    /// The region, and where it lies relative to the CMRs.
    case notConvertible(MemoryRegion, PlaceInCMRs)
    /// How many TDMRs the memlist needs, and where the one too many would begin.
    case tdmrsExhausted(needed: Int, limit: Int, firstBeyond: PageRange)
    /// A TDMR needs more reserved areas than the module takes.
    case areasExhausted(AreaDemand, limit: Int)
    /// The TDMR whose PAMT found no place, how long a run it needs, and the longest run of memory on its node before anything was placed.
    case noRoomForPAMT(tdmr: PageRange, node: NodeID, needed: ByteCount, longestRun: ByteCount)
    /// No memory above 1 MiB.
    case noMemory
    /// Nothing is known beyond the error's own message.
    case other(ConstructionError)

    /// Where a region lies relative to the CMRs.
    public enum PlaceInCMRs: Sendable {
        /// There are no CMRs to compare with.
        case unknown
        /// No CMR holds any of it.
        case outsideAll
        /// In several CMRs without a gap: convertible all of it, but the patch wants one.
        case acrossTouching(Int)
        /// So many bytes of it are in CMRs.
        case partly(ByteCount)
    }
}

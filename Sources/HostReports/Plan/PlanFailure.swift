import Algorithms
import MemoryMaps
public import PhysicalMemory
public import TDMRConstruction
import TDXHost
public import TDXModule

/// Why a kernel's strategy found no layout, with the facts that explain it.
public enum PlanFailure: Sendable {
    /// There are fewer than two TDX KeyIDs.
    case tooFewKeyIDs(KeyIDCounts)
    /// A region is not inside one CMR: the region, and its place relative to the CMRs.
    case notConvertible(MemoryRegion, PlaceInCMRs)
    /// The memlist needs more TDMRs than the module takes: their number, and the first TDMR beyond the limit.
    case tdmrsExhausted(needed: Int, limit: Int, firstBeyond: PageRange)
    /// A TDMR needs more reserved areas than the module takes.
    case areasExhausted(AreaDemand, limit: Int)
    /// A TDMR's PAMT found no place: the run that it needs, and the longest run on its node before any PAMT was placed.
    case noRoomForPAMT(tdmr: PageRange, node: NodeID, needed: ByteCount, longestRun: ByteCount)
    /// No memory above 1 MiB.
    case noMemory
    /// Nothing is known beyond the error's own message.
    case other(ConstructionError)

    /// The place of a region relative to the CMRs.
    public enum PlaceInCMRs: Sendable {
        /// There are no CMRs to compare with.
        case unknown
        /// No CMR holds any of it.
        case outsideAll
        /// In several CMRs without a gap: all of it is convertible, but the patch requires one CMR.
        case acrossTouching(Int)
        /// So many bytes of it are in CMRs.
        case partly(ByteCount)
    }
}

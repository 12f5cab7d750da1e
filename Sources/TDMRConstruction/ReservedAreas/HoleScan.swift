import PhysicalMemory
import TDXModule

/// The holes of TDMRs asked in ascending order: whatever of a TDMR is not kept memory.
///
/// For an ascending list the walk of a TDMR begins where the one before it ended, so all TDMRs together take one pass. Where the list does not ascend
/// (only a strange CMR list) each TDMR walks all of it, as the kernel does, because the answer then depends on the order.
struct HoleScan<Kept: KeptMemory> {
    private let kept: Kept
    private let sweeps: Bool
    private var first = 0

    init(_ kept: Kept) {
        self.kept = kept
        sweeps = kept.isAscending
    }

    /// Calls `add` with start and end of each hole of `tdmr`.
    @inline(__always)
    mutating func holes(of tdmr: PageRange, add: (UInt64, UInt64) throws(ConstructionError) -> Void) throws(ConstructionError) {
        let base = tdmr.start.address.rawValue
        let tdmrEnd = tdmr.end.address.rawValue
        if !sweeps { first = 0 }
        while sweeps, first < kept.count, kept.end(first) < base { first += 1 }
        var previousEnd = base
        var index = first
        while index < kept.count {
            let start = kept.start(index)
            if start >= tdmrEnd { break }
            let end = kept.end(index)
            index += 1
            if end < base { continue }
            if start > previousEnd { try add(previousEnd, start) }
            previousEnd = end
        }
        if previousEnd < tdmrEnd { try add(previousEnd, tdmrEnd) }
        // The last one may reach into the next TDMR.
        if sweeps { first = max(first, index - 1) }
    }
}

import PhysicalMemory
import TDXModule

/// Finds the holes of TDMRs: the parts of a TDMR outside of all kept ranges. The kept ranges ascend, and so must the TDMRs.
struct HoleSweep<Kept: KeptRanges> {
    private let kept: Kept
    private var tdmr = PageRange(0, 0)
    /// The kept ranges `[first, end)` that reach into the current TDMR.
    private var first = 0
    private var end = 0

    init(_ kept: Kept) { self.kept = kept }

    /// Moves to the next TDMR.
    /// - Returns: the number of its holes.
    @inline(__always)
    mutating func seek(_ tdmr: PageRange) -> Int {
        self.tdmr = tdmr
        let base = tdmr.start.address.rawValue
        let tdmrEnd = tdmr.end.address.rawValue
        // The last range of the TDMR before may reach into this one.
        first = max(first, end - 1)
        while first < kept.count, kept.end(first) < base { first += 1 }
        var holes = 0
        var previousEnd = base
        end = first
        while end < kept.count {
            let start = kept.start(end)
            if start >= tdmrEnd { break }
            holes += start > previousEnd ? 1 : 0
            previousEnd = kept.end(end)
            end += 1
        }
        return holes + (previousEnd < tdmrEnd ? 1 : 0)
    }

    /// Writes the holes of the current TDMR as areas, ascending.
    /// - Returns: their number, the same as from `seek`.
    @inline(__always)
    func write(to areas: UnsafeMutableBufferPointer<ReservedArea>) -> Int {
        let base = tdmr.start.address.rawValue
        var count = 0
        var previousEnd = base
        for index in first..<end {
            let start = kept.start(index)
            if start > previousEnd {
                areas.initializeElement(
                    at: count,
                    to: ReservedArea(offset: ByteCount(previousEnd - base), size: ByteCount(start - previousEnd)))
                count += 1
            }
            previousEnd = kept.end(index)
        }
        let tdmrEnd = tdmr.end.address.rawValue
        if previousEnd < tdmrEnd {
            areas.initializeElement(
                at: count,
                to: ReservedArea(offset: ByteCount(previousEnd - base), size: ByteCount(tdmrEnd - previousEnd)))
            count += 1
        }
        return count
    }
}

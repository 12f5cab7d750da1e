import PhysicalMemory
import TDXModule

/// The PAMT runs that lie in each TDMR, clipped to it, in the order of the TDMRs that own the PAMTs. TDMRs are asked for in ascending order.
struct PAMTsInTDMRs {
    private var pieces: [(tdmr: Int, pages: PageRange)] = []
    private var next = 0

    /// - Parameter tdmrs: ascending and disjoint.
    /// - Complexity: O(p log t + pieces) for p runs and t TDMRs; O(p) for runs that each lie in their own TDMR or next to the one before.
    init(tdmrs: [PageRange], placements: [PAMTPlacement]) {
        pieces.reserveCapacity(placements.count)
        var index = 0
        var ascending = true
        for placement in placements {
            placement.forEachRun { run in
                Self.seek(&index, run.start, tdmrs)
                var overlapped = index
                while overlapped < tdmrs.count, tdmrs[overlapped].start < run.end {
                    ascending = ascending && pieces.last?.tdmr ?? 0 <= overlapped
                    pieces.append((overlapped, tdmrs[overlapped].intersection(run)))
                    overlapped += 1
                }
            }
        }
        if !ascending { sort(tdmrs.count) }
    }

    /// Calls `body` with the pieces in `tdmr`. Every TDMR is asked for, in ascending order.
    @inline(__always)
    mutating func forEachPiece(in tdmr: Int, _ body: (PageRange) -> Void) {
        while next < pieces.count, pieces[next].tdmr == tdmr {
            body(pieces[next].pages)
            next += 1
        }
    }

    /// A counting sort by TDMR. It is stable: the pieces of a TDMR keep their order.
    private mutating func sort(_ tdmrs: Int) {
        var place = [Int](repeating: 0, count: tdmrs + 1)
        for piece in pieces { place[piece.tdmr + 1] += 1 }
        for tdmr in 0..<tdmrs { place[tdmr + 1] += place[tdmr] }
        var sorted = pieces
        for piece in pieces {
            sorted[place[piece.tdmr]] = piece
            place[piece.tdmr] += 1
        }
        pieces = sorted
    }

    /// Moves `index` to the first TDMR whose end lies above `frame`. Usually that is the TDMR found last or the next one, so these are tried first.
    private static func seek(_ index: inout Int, _ frame: PageFrame, _ tdmrs: [PageRange]) {
        for guess in index..<min(index + 2, tdmrs.count)
        where tdmrs[guess].end > frame && (guess == 0 || tdmrs[guess - 1].end <= frame) {
            index = guess
            return
        }
        index = tdmrs.firstIndex(endingAbove: frame)
    }
}

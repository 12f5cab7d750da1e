import PhysicalMemory
import SeededRandom

/// Usable memory between 1 MiB and the low top: the largest fragment first, the others under the top, as boards have them.
struct LowMemory {
    /// Ascending, disjoint, no two touching.
    let fragments: [PageRange]

    private static let start: UInt64 = PageFrame.tdxMinimum.rawValue
    private static let attempts = 64

    init(_ plan: MachinePlan) throws(SyntheticError) {
        var random = SeededRandom(seed: plan.lowSeed)
        let top = PageFrame(containing: plan.lowTop).rawValue
        let count = plan.lowFragments
        guard top > Self.start, top - Self.start >= 2 * UInt64(count) else {
            throw .contradiction(.tooManyLowFragments(count, lowTop: plan.lowTop))
        }
        let room = min(plan.lowCluster?.pages ?? .max, top - Self.start - 1)
        guard room >= 2 * UInt64(count - 1) else {
            throw .contradiction(.lowClusterTooSmall(.pages(room), fragments: count))
        }

        var pieces: [Piece]?
        for _ in 0..<Self.attempts where pieces == nil {
            pieces = Self.drawnPieces(plan, room: room, available: top - Self.start, &random)
        }
        let placed = Self.placed(pieces ?? Self.evenPieces(count - 1, room: room), below: top, &random)
        fragments = try Self.cut(plan.earlyHole, outOf: placed)
    }

    /// A hole and the usable fragment above it, in pages.
    private struct Piece {
        var gap: UInt64
        var fragment: UInt64
    }

    /// The fragments above the largest one with the holes below them, from the top down; nil when the sizes drawn do not fit.
    ///
    /// The share of the largest fragment fixes the sum of the others; their sizes are drawn, and the last one gets the rest.
    private static func drawnPieces(_ plan: MachinePlan, room: UInt64, available: UInt64, _ random: inout SeededRandom)
        -> [Piece]?
    {
        let count = plan.lowFragments - 1
        guard count > 0 else { return [] }
        // In a cluster no fragment may be so large that the others do not fit.
        let cap = plan.lowCluster == nil ? UInt64.max : max(1, room / UInt64(2 * count))
        let gaps = (0..<count).map { _ in min(ServerStatistics.lowGap.draw(&random), cap) }
        let allGaps = gaps.reduce(0, +)
        guard allGaps + UInt64(count) < room else { return nil }

        let usable = available - allGaps
        let others = min(usable * (1_000_000 - ServerStatistics.largestShare.draw(&random)) / 1_000_000, room - allGaps)
        guard others >= UInt64(count) else { return nil }
        var sizes: [UInt64] = []
        var left = others
        for remaining in (0..<count).reversed() {
            let most = left - UInt64(remaining)
            let size = remaining == 0 ? left : drawnFragment(atMost: min(most, cap), &random)
            sizes.append(size)
            left -= size
        }
        let largest = usable - others
        let most = min(largest, ServerStatistics.largestSmallFragment)
        guard sizes.allSatisfy({ $0 <= most }) else { return nil }
        if plan.hasLastLowPage {
            sizes[0] = 1
        }
        return zip(gaps, sizes).map { Piece(gap: $0, fragment: $1) }
    }

    /// Draws a fragment that fits: a few attempts almost always find one, and one page always fits.
    private static func drawnFragment(atMost most: UInt64, _ random: inout SeededRandom) -> UInt64 {
        for _ in 0..<4 {
            let size = ServerStatistics.minorFragment.draw(&random)
            if size <= most { return size }
        }
        return 1
    }

    /// Holes and fragments of one size, for when no draw fits because many fragments were asked for below a low top.
    private static func evenPieces(_ count: Int, room: UInt64) -> [Piece] {
        guard count > 0 else { return [] }
        let size = max(1, min(room / UInt64(4 * count), 64))
        return Array(repeating: Piece(gap: size, fragment: size), count: count)
    }

    private static func placed(_ pieces: [Piece], below top: UInt64, _ random: inout SeededRandom) -> [PageRange] {
        var end = top
        var ranges: [PageRange] = []
        // The pages that the pieces below need, and one for the largest fragment.
        var rest = pieces.reduce(1) { $0 + $1.gap + $1.fragment }
        for piece in pieces {
            let start = end - piece.fragment
            ranges.append(PageRange(start, end))
            end = start - piece.gap
            rest -= piece.fragment + piece.gap
            end = alignedEnd(end, below: piece.gap, atLeast: Self.start + rest, &random)
        }
        ranges.append(PageRange(Self.start, end))
        return ranges.reversed()
    }

    /// Firmware aligns the start of a large hole to 2 MiB, mostly, where that leaves room for what lies below.
    private static func alignedEnd(
        _ end: UInt64, below gap: UInt64, atLeast least: UInt64, _ random: inout SeededRandom
    ) -> UInt64 {
        guard random.chance(permille: 850), gap >= ByteCount.mib(32).pages else { return end }
        let aligned = end & ~511
        return aligned >= least ? aligned : end
    }

    private static func cut(_ hole: PageRange?, outOf fragments: [PageRange]) throws(SyntheticError) -> [PageRange] {
        guard let hole else { return fragments }
        let largest = fragments[0]
        guard largest.start < hole.start, hole.start < hole.end, hole.end < largest.end else {
            throw .contradiction(.earlyHoleOutsideLargest(hole, largest: largest))
        }
        return [PageRange(start: largest.start, end: hole.start), PageRange(start: hole.end, end: largest.end)]
            + fragments.dropFirst()
    }
}

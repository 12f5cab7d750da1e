import PhysicalMemory
import TDXModule

/// Finds the separators between the pieces of TDMRs that must be reserved. TDMRs are asked for in ascending order, so one pass over the regions and the
/// convertible ranges suffices, without a copy of either.
struct SeparatorSweep<Convertible: ConvertibleList> {
    /// The span from the first to the last page of a TDMR that must be reserved, and the served pages of all separators in it.
    struct Swept {
        var bounds: PageSpan
        var pages = 0
    }

    private let memlist: [MemoryRegion]
    private let convertible: Convertible
    private var region = 0
    /// The current hole, by the convertible range above it; `convertible.count`: the hole above the last range.
    private var hole = 0

    init(memlist: [MemoryRegion], convertible: Convertible) {
        self.memlist = memlist
        self.convertible = convertible
    }

    /// Adds the separators of `tdmr` to `choice`.
    /// - Parameter tables: PAMTs clipped to the TDMR, ascending by start.
    /// - Returns: nil when nothing in the TDMR must be reserved.
    @inline(__always)
    mutating func separators(of tdmr: PageSpan, tables: [PageSpan], into choice: inout some SeparatorChoice) -> Swept? {
        while hole < convertible.count, convertible.span(hole).start <= tdmr.start { hole += 1 }
        var swept: Swept?
        var holeStart = hole == 0 ? 0 : convertible.span(hole - 1).end
        var table = 0
        while true {
            let tableStart = table < tables.count ? tables[table].start : Int.max
            var piece: PageSpan
            if tableStart < holeStart {
                piece = tables[table]
                table += 1
            } else {
                let above = hole < convertible.count ? convertible.span(hole) : PageSpan(start: .max, end: .max)
                piece = PageSpan(start: max(holeStart, tdmr.start), end: above.start)
                guard piece.start < tdmr.end else { return swept }
                if piece.end < tdmr.end {
                    holeStart = above.end
                    hole += 1
                    // Touching ranges have no hole between them.
                    if piece.start == piece.end { continue }
                }
            }
            add(piece, to: &swept, &choice)
            if piece.end >= tdmr.end {
                swept?.bounds.end = tdmr.end
                return swept
            }
            let limit = min(tdmr.end, table < tables.count ? tables[table].start : .max)
            // A table may reach into the next hole.
            if piece.end <= holeStart, swept!.bounds.end == piece.end, hole < convertible.count,
                convertible.span(hole).start < limit
            {
                holeStart = passHoles(from: holeStart, to: limit, &swept!, &choice)
            }
        }
    }

    /// The loop of a long list: holes one after the other, with nothing else between two of them than one convertible range, which is the separator.
    /// - Parameter start: where the next hole starts. The range below it starts where `swept` ends.
    /// - Returns: where the hole starts that is next: the first one that ends at or above `limit`, or has no page.
    @inline(never)
    private mutating func passHoles(
        from start: Int, to limit: Int, _ swept: inout Swept, _ choice: inout some SeparatorChoice
    ) -> Int {
        var (holeStart, last, pages) = (start, swept.bounds.end, swept.pages)
        let count = convertible.count
        (hole, region) = memlist.withUnsafeBufferPointer { memlist in
            var (hole, region) = (hole, region)
            while hole < count {
                let next = convertible.span(hole)
                guard holeStart < next.start, next.start < limit else { break }
                let served = Self.servedPages(of: memlist, &region, from: last, to: holeStart)
                if served > 0 {
                    choice.add(Separator(start: last, end: holeStart, pages: served))
                    pages &+= served
                }
                (last, holeStart) = (next.start, next.end)
                hole &+= 1
            }
            return (hole, region)
        }
        (swept.bounds.end, swept.pages) = (last, pages)
        return holeStart
    }

    @inline(__always)
    private mutating func add(_ piece: PageSpan, to swept: inout Swept?, _ choice: inout some SeparatorChoice) {
        guard let last = swept?.bounds.end else {
            swept = Swept(bounds: piece)
            return
        }
        if piece.start > last {
            let pages = servedPages(from: last, to: piece.start)
            if pages > 0 {
                choice.add(Separator(start: last, end: piece.start, pages: pages))
                swept!.pages += pages
            }
        }
        swept!.bounds.end = max(last, piece.end)
    }

    private mutating func servedPages(from start: Int, to end: Int) -> Int {
        memlist.withUnsafeBufferPointer { Self.servedPages(of: $0, &region, from: start, to: end) }
    }

    /// Pages of the memlist in `[start, end)`, all of which is convertible. Ranges are asked for in ascending order.
    /// - Parameter region: the first region that may reach into this range or a later one.
    @inline(__always)
    private static func servedPages(
        of memlist: UnsafeBufferPointer<MemoryRegion>, _ region: inout Int, from start: Int, to end: Int
    ) -> Int {
        while region < memlist.count, memlist[region].end.rawValue <= UInt64(truncatingIfNeeded: start) { region &+= 1 }
        var pages = 0
        while region < memlist.count {
            let span = PageSpan(memlist[region].pages)
            guard span.start < end else { break }
            pages &+= min(span.end, end) &- max(span.start, start)
            if span.end > end { break }
            region &+= 1
        }
        return pages
    }
}

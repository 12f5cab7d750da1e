import Algorithms
import PhysicalMemory
import TDXModule

extension AddressMap {
    /// Pages of the table of `level` for a TDMR of `granules` granules; 0 when the table does not exist.
    func tablePages(_ level: PAMTLevel, granules: Int) -> Int {
        Int(pamt.size(level, granules: UInt64(granules)).pages)
    }

    /// Pages of all tables of a TDMR.
    func pamtPages(granules: Int) -> Int {
        mainTablePages(granules: granules) + tablePages(.page1G, granules: granules)
    }

    /// Pages of the 4K and the 2M table of a TDMR.
    func mainTablePages(granules: Int) -> Int {
        tablePages(.page4K, granules: granules) + tablePages(.page2M, granules: granules)
    }

    /// Pages that the longest table of a TDMR needs in one run.
    func longestTable(granules: Int) -> Int { PAMTLevel.allCases.map { tablePages($0, granules: granules) }.max() ?? 0 }

    /// The granules of the largest TDMR of which no table has more than `pages` pages, so that each fits in a run of that length.
    /// - Complexity: O(log *g*).
    func mostGranules(withTablesOfAtMost pages: Int) -> Int {
        Self.mostGranules { longestTable(granules: $0) <= pages }
    }

    /// The most granules of one TDMR whose PAMT has at most `pages` pages. More granules need more pages, however they are split into TDMRs.
    /// - Complexity: O(log *g*).
    func mostGranules(withPAMTOfAtMost pages: Int) -> Int {
        Self.mostGranules { pamtPages(granules: $0) <= pages }
    }

    /// The largest count, up to the 2^22 granules of 52 address bits, for which `fits` holds; 0 if it holds for none. `fits` must be monotonic.
    private static func mostGranules(_ fits: (Int) -> Bool) -> Int {
        (1..<(1 << 22) + 1).partitioningIndex { !fits($0) } - 1
    }

    /// The size of every 4K table is a multiple of this many pages.
    var pagesNoTableSplits: Int {
        let bytes = pamt.perGranule4K
        return bytes > .zero && bytes.isAligned(to: .page) ? Int(bytes.pages) : 1
    }

    /// Pages of the longest run.
    var longestRun: Int { runs.lazy.map(\.count).max() ?? 0 }

    /// Pages that can be served, before any table is placed.
    var usablePages: Int { runs.reduce(0) { $0 + $1.count } }

    func pages(of granules: GranuleRange) -> PageSpan {
        PageSpan(start: granules.start * granulePages, end: granules.end * granulePages)
    }

    /// The granules that a span touches.
    func granules(touching span: PageSpan) -> GranuleRange {
        let first = span.start / granulePages
        return GranuleRange(start: first, count: (span.end - 1) / granulePages + 1 - first)
    }

    /// The first run that ends above `page`.
    /// - Complexity: O(log *r*).
    func index(ofRunEndingAbove page: Int) -> Int { runs.partitioningIndex { $0.end > page } }

    /// The number of the node that a usable page lies on; nil when the page is not usable.
    /// - Complexity: O(log *r*).
    func node(of page: Int) -> Int? {
        let i = index(ofRunEndingAbove: page)
        return i < runs.count && runs[i].start <= page ? runs[i].node : nil
    }

    /// An upper bound on the granules from the first run to the last.
    var granulesSpanned: Int { ((runs.last?.end ?? 0) - (runs.first?.start ?? 0)) / granulePages + 2 }

    /// The neutral memory between two runs: convertible, but outside the memlist.
    /// - Complexity: O(*r* + *h*).
    var neutralGaps: [PageSpan] {
        let gaps = runs.adjacentPairs().lazy.map { PageRange(PageSpan(start: $0.end, end: $1.start)) }
        return PageRanges(gaps).subtracting(PageRanges(mustReserve.lazy.map(PageRange.init))).map(PageSpan.init)
    }

    /// The runs and the ranges to be reserved that lie in a span or reach into it.
    /// - Complexity: O(log *r* + log *h*) beside what is returned.
    func part(around span: PageSpan) -> AddressMap {
        var part = self
        let firstRun = index(ofRunEndingAbove: span.start)
        let endRun = runs.partitioningIndex { $0.start >= span.end }
        let first = mustReserve.partitioningIndex { $0.end > span.start }
        let end = mustReserve.partitioningIndex { $0.start >= span.end }
        part.runs = Array(runs[firstRun..<endRun])
        part.mustReserve = Array(mustReserve[first..<end])
        return part
    }

    /// This map with some pages no longer usable: they must be reserved.
    /// - Parameter spans: ascending and disjoint.
    /// - Complexity: O(*r* + *h* + *k*).
    func reserving(_ spans: [PageSpan]) -> AddressMap {
        guard !spans.isEmpty else { return self }
        var map = self
        map.runs.removeAll(keepingCapacity: true)
        var next = 0
        for run in runs {
            var position = run.start
            while next < spans.count, spans[next].end <= position { next += 1 }
            var i = next
            while i < spans.count, spans[i].start < run.end {
                if spans[i].start > position {
                    map.runs.append(Run(start: position, end: spans[i].start, node: run.node))
                }
                position = max(position, spans[i].end)
                i += 1
            }
            if position < run.end { map.runs.append(Run(start: position, end: run.end, node: run.node)) }
        }
        map.mustReserve = PageSpan.joined(mustReserve, spans)
        return map
    }

    /// The number of granules inside TDMRs that have no usable memory.
    /// - Complexity: O(*r* + *t*).
    func bridgedGranules(_ extents: [GranuleRange]) -> Int {
        var bridged = extents.reduce(0) { $0 + $1.count }
        var extent = 0
        /// The first granule not yet counted.
        var next = 0
        for run in runs {
            let touched = granules(touching: run.span)
            var granule = max(next, touched.start)
            while granule < touched.end {
                while extent < extents.count, extents[extent].end <= granule { extent += 1 }
                guard extent < extents.count, extents[extent].start < touched.end else { break }
                granule = max(granule, extents[extent].start)
                let end = min(touched.end, extents[extent].end)
                bridged -= end - granule
                granule = end
            }
            next = max(next, touched.end)
        }
        return bridged
    }
}

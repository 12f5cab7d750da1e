/// A plan inside the planner: in granules and pages, without its areas, which follow from the rest.
struct PlanDraft: Hashable, Sendable {
    /// The TDMRs: ascending, disjoint.
    var extents: [GranuleRange] = []
    var tables: [PlacedTable] = []
    /// Usable memory kept from the page allocator, ascending. It includes usable memory outside of all TDMRs that holds no table.
    var withheld: [PageSpan] = []
}

extension PlanDraft {
    /// The TDMRs' extents in pages.
    func pageExtents(_ map: AddressMap) -> [PageSpan] { extents.map(map.pages) }

    /// Tables and withheld memory in ascending order.
    /// - Complexity: O(*k* log *k*) for *k* tables, and linear in the number of withheld pieces.
    var taken: [PageSpan] {
        let spans = tables.map(\.span).sorted { $0.start < $1.start }
        guard !withheld.isEmpty else { return spans }
        var merged: [PageSpan] = []
        merged.reserveCapacity(spans.count + withheld.count)
        var next = 0
        for span in withheld {
            while next < spans.count, spans[next].start < span.start {
                merged.append(spans[next])
                next += 1
            }
            merged.append(span)
        }
        merged.append(contentsOf: spans[next...])
        return merged
    }

    /// Withholds all usable memory that lies in no TDMR and in no table.
    /// - Precondition: what is withheld already lies in TDMRs.
    /// - Complexity: O(*r* + *k* log *k*) for *k* TDMRs and tables.
    mutating func withholdUncovered(_ map: AddressMap) {
        let kept = PageSpan.joined((pageExtents(map) + tables.map(\.span)).sorted { $0.start < $1.start })
        var all: [PageSpan] = []
        // An upper bound: the part of the buffer that is never written takes no memory.
        all.reserveCapacity(map.runs.count + kept.count + withheld.count)
        var nextKept = 0
        var nextWithheld = 0
        for run in map.runs {
            var position = run.start
            while nextKept < kept.count, kept[nextKept].end <= position { nextKept += 1 }
            var i = nextKept
            while position < run.end {
                let stop = i < kept.count ? min(run.end, max(position, kept[i].start)) : run.end
                if stop > position {
                    while nextWithheld < withheld.count, withheld[nextWithheld].start < position {
                        all.append(withheld[nextWithheld])
                        nextWithheld += 1
                    }
                    all.append(PageSpan(start: position, end: stop))
                }
                position = i < kept.count ? max(stop, kept[i].end) : run.end
                i += 1
            }
        }
        all.append(contentsOf: withheld[nextWithheld...])
        withheld = all
    }
}

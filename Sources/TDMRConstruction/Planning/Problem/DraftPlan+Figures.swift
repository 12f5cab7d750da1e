import PhysicalMemory
import TDXModule

extension DraftPlan {
    /// The TDMRs' extents in pages.
    func pageExtents(_ scale: PlanningScale) -> [PageSpan] {
        extents.map { PageSpan(start: $0.start * scale.pagesPerGranule, end: $0.end * scale.pagesPerGranule) }
    }

    /// Tables and withheld memory in ascending order.
    /// - Complexity: O(*k*) for *k* withheld pieces.
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

    /// What each TDMR looks like.
    func surveys(_ problem: PlanningProblem) -> [TDMRSurvey] {
        MinimalGroups.survey(terrain: problem.terrain, extents: pageExtents(problem.scale), taken: taken)
    }

    /// Withholds all usable memory that lies in no TDMR and in no table; what is withheld already lies in TDMRs.
    /// - Complexity: O(*r* + *k* log *k*) for *k* TDMRs and tables.
    mutating func withholdUncovered(_ problem: PlanningProblem) {
        var blocked: [PageSpan] = []
        for span in (pageExtents(problem.scale) + tables.map(\.span)).sorted(by: { $0.start < $1.start }) {
            if let last = blocked.last, span.start <= last.end {
                blocked[blocked.count - 1].end = max(last.end, span.end)
            } else {
                blocked.append(span)
            }
        }
        blocked.append(PageSpan(start: Terrain.top, end: Terrain.top + 1))
        let closed = withheld
        withheld.removeAll()
        withheld.reserveCapacity(problem.terrain.runs.count)
        var nextClosed = 0
        var next = 0
        for run in problem.terrain.runs {
            var position = run.start
            while blocked[next].end <= position { next += 1 }
            var i = next
            while position < run.end {
                let stop = min(run.end, max(position, blocked[i].start))
                if stop > position {
                    while nextClosed < closed.count, closed[nextClosed].start < position {
                        withheld.append(closed[nextClosed])
                        nextClosed += 1
                    }
                    withheld.append(PageSpan(start: position, end: stop))
                }
                position = max(stop, blocked[i].end)
                i += 1
            }
        }
        withheld.append(contentsOf: closed[nextClosed...])
    }

    /// The plan's figures; nil when it breaks a rule that can be broken here: too many TDMRs or areas, nothing served, memory that is neither served
    /// nor a table nor withheld.
    /// - Complexity: O((*r* + *h*) + *k* log *k*) for *r* runs, *h* holes, *k* tables and withheld pieces.
    func figures(_ problem: PlanningProblem) -> PlanFigures? {
        guard extents.count <= problem.maxTDMRs else { return nil }
        let surveys = surveys(problem)
        guard surveys.allSatisfy({ $0.areas.count <= problem.maxAreas }) else { return nil }
        let figures = figures(problem, surveys: surveys)
        let usable = problem.terrain.runs.reduce(0) { $0 + $1.count }
        let tables = tables.reduce(0) { $0 + $1.span.count }
        return figures.servedPages > 0 && figures.servedPages + tables + figures.withheldPages == usable ? figures : nil
    }

    /// The figures without judging them.
    func figures(_ problem: PlanningProblem, surveys: [TDMRSurvey]) -> PlanFigures {
        var figures = PlanFigures()
        figures.tdmrs = extents.count
        figures.withheldPages = withheld.reduce(0) { $0 + $1.count }
        for (extent, survey) in zip(extents, surveys) {
            let time = problem.initTime(granules: extent.count, areas: survey.areas.count)
            figures.serialTime += time
            figures.longestTime = max(figures.longestTime, time)
            figures.areas += survey.areas.count
            figures.mostAreas = max(figures.mostAreas, survey.areas.count)
            figures.granules += extent.count
            figures.pamtPages += problem.scale.pamtPages(granules: extent.count)
            figures.mainTablePages += problem.scale.mainTablePages(granules: extent.count)
            figures.servedPages += survey.servedPages
        }
        figures.bridgedGranules = problem.terrain.bridgedGranules(extents, scale: problem.scale)
        let homes = surveys.map(\.node)
        let places = tables.map { problem.terrain.node(of: $0.span.start) }
        for (table, place) in zip(tables, places) where place != homes[table.owner] { figures.offNodePages += table.span.count }
        figures.floorTime = problem.writeFloor(granules: fullestNode(homes: homes, places: places))
        figures.time = max(
            figures.longestTime, (figures.serialTime + problem.processors - 1) / problem.processors, figures.floorTime)
        return figures
    }

    /// The most granules whose PAMT lies on one node. A PAMT lies where its first existing table of 4K, 2M, 1G lies; without any, on the TDMR's node.
    private func fullestNode(homes: [NodeID?], places: [NodeID?]) -> Int {
        var level = [UInt8](repeating: .max, count: extents.count)
        var node = homes
        for (table, place) in zip(tables, places) where table.level.rawValue < level[table.owner] {
            level[table.owner] = table.level.rawValue
            node[table.owner] = place
        }
        var granules: [NodeID?: Int] = [:]
        for (extent, node) in zip(extents, node) { granules[node, default: 0] += extent.count }
        return granules.values.max() ?? 0
    }
}

extension Terrain {
    /// Granules of the extents without usable memory.
    /// - Complexity: O(*r* + *t*).
    func bridgedGranules(_ extents: [DraftPlan.Extent], scale: PlanningScale) -> Int {
        var bridged = extents.reduce(0) { $0 + $1.count }
        var extent = 0
        /// The first granule not yet looked at.
        var next = 0
        for run in runs {
            let last = (run.end - 1) / scale.pagesPerGranule
            var granule = max(next, run.start / scale.pagesPerGranule)
            while granule <= last {
                while extent < extents.count, extents[extent].end <= granule { extent += 1 }
                guard extent < extents.count, extents[extent].start <= last else { break }
                granule = max(granule, extents[extent].start)
                let end = min(last + 1, extents[extent].end)
                bridged -= end - granule
                granule = end
            }
            next = max(next, last + 1)
        }
        return bridged
    }

    /// The node of a usable page.
    /// - Complexity: O(log *r*).
    func node(of page: Int) -> NodeID? {
        let i = index(ofRunEndingAbove: page)
        return i < runs.count && runs[i].start <= page ? runs[i].node : nil
    }

    /// The first run that ends above `page`.
    func index(ofRunEndingAbove page: Int) -> Int {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].end <= page { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

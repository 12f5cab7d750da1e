import TDXModule

extension PlanDraft {
    /// The contents of each TDMR.
    /// - Complexity: O(*r* + *h* + *k* log *k*).
    func contents(_ map: AddressMap) -> [TDMRContents] {
        AreaSweep.contents(
            map, extents: pageExtents(map), tables: tables.map(\.span).sorted { $0.start < $1.start },
            withheld: withheld)
    }

    /// The plan's figures; nil when the plan breaks one of these rules: not too many TDMRs or areas, something is served, all usable memory is served, a table
    /// or withheld.
    /// - Complexity: O(*r* + *h* + *k* log *k*) for *r* runs, *h* ranges that must be reserved, *k* tables and withheld pieces.
    func figures(_ problem: PlanningProblem) -> PlanFigures? {
        guard extents.count <= problem.maxTDMRs else { return nil }
        let contents = contents(problem.map)
        guard contents.allSatisfy({ $0.areas.count <= problem.maxAreas }) else { return nil }
        assert(fault(problem) == nil, "\(fault(problem) ?? ""): \(self) on \(problem.map)")
        let figures = figures(problem, contents: contents)
        let tables = tables.reduce(0) { $0 + $1.span.count }
        return figures.servedPages > 0
            && figures.servedPages + tables + figures.withheldPages == problem.map.usablePages ? figures : nil
    }

    /// The figures without a check of the rules.
    func figures(_ problem: PlanningProblem, contents: [TDMRContents]) -> PlanFigures {
        let map = problem.map
        var figures = PlanFigures()
        figures.tdmrs = extents.count
        figures.withheldPages = withheld.reduce(0) { $0 + $1.count }
        for (extent, contents) in zip(extents, contents) {
            figures.add(problem, granules: extent.count, areas: contents.areas.count)
            figures.servedPages += contents.servedPages
        }
        figures.bridgedGranules = map.bridgedGranules(extents)
        let homes = contents.map(\.home)
        let places = tables.map { map.node(of: $0.span.start) }
        // A TDMR that serves nothing has no home, so its tables do not count.
        for (table, place) in zip(tables, places) {
            if let home = homes[table.owner], place != home { figures.offNodePages += table.span.count }
        }
        figures.floorTime = problem.writeFloor(granules: granulesByNode(homes: homes, places: places).max() ?? 0)
        figures.time = max(
            figures.longestTime, (figures.serialTime + problem.processors - 1) / problem.processors, figures.floorTime)
        return figures
    }

    /// The number of granules whose PAMT lies on each node; the last element counts those of no node. A PAMT lies where its first existing table lies, in the
    /// order 4K, 2M, 1G; a PAMT without tables lies at home.
    func granulesByNode(_ map: AddressMap, homes: [Int?]) -> [Int] {
        granulesByNode(homes: homes, places: tables.map { map.node(of: $0.span.start) })
    }

    private func granulesByNode(homes: [Int?], places: [Int?]) -> [Int] {
        var level = [UInt8](repeating: .max, count: extents.count)
        var node = homes
        for (table, place) in zip(tables, places) where table.level.rawValue < level[table.owner] {
            level[table.owner] = table.level.rawValue
            node[table.owner] = place
        }
        let nodes = (node.lazy.compactMap { $0 }.max() ?? -1) + 1
        var granules = [Int](repeating: 0, count: nodes + 1)
        for (extent, node) in zip(extents, node) { granules[node ?? nodes] += extent.count }
        return granules
    }
}

import TDXModule

/// Serves every byte of a machine whose granules have too many holes: fills memory between two holes with tables, to the last page, until the areas
/// suffice. Tables have the sizes that TDMRs give them, so TDMRs of the right sizes are cut off where memory is plentiful: a fragment of f pages takes the
/// 4K table of one TDMR, the 2M table of another for the rest, and 1G tables of a page each for what is left.
struct GapFilling {
    /// The tables that fill one fragment.
    private struct Recipe {
        var span: PageSpan
        /// Granules of the TDMRs whose 4K and 2M tables are used; 0: none.
        var granules4K: Int
        var granules2M: Int
        var pages1G: Int

        var cost: Int { granules4K + granules2M + pages1G }
    }

    private struct Slot {
        var extent: DraftPlan.Extent
        var used: Set<PAMTLevel> = []
    }

    let problem: PlanningProblem
    private var slots: [Slot]
    private var tables: [(extent: DraftPlan.Extent, level: PAMTLevel, span: PageSpan)] = []

    /// A plan that withholds nothing, made from extents that need too many areas; nil when not found.
    /// - Parameter splitsEvenly: whether TDMRs left over are used to even out the others.
    static func plan(_ problem: PlanningProblem, extents: [DraftPlan.Extent], splitsEvenly: Bool, prefersHome: Bool) -> DraftPlan? {
        var filling = GapFilling(problem: problem, slots: extents.map { Slot(extent: $0) })
        return filling.plan(splitsEvenly: splitsEvenly, prefersHome: prefersHome)
    }

    private init(problem: PlanningProblem, slots: [Slot]) {
        self.problem = problem
        self.slots = slots
    }

    private mutating func plan(splitsEvenly: Bool, prefersHome: Bool) -> DraftPlan? {
        guard let recipes = recipes() else { return nil }
        var starts: [(recipe: Recipe, position: Int)] = []
        for recipe in recipes {
            var position = recipe.span.start
            for (level, granules) in [(PAMTLevel.page4K, recipe.granules4K), (.page2M, recipe.granules2M)] where granules > 0 {
                guard take(level, granules: granules, at: &position) else { return nil }
            }
            starts.append((recipe, position))
        }
        if splitsEvenly { splitRest() }
        for (recipe, start) in starts {
            var position = start
            for _ in 0..<recipe.pages1G {
                guard let i = slots.firstIndex(where: {
                    !$0.used.contains(.page1G) && problem.scale.tablePages(.page1G, granules: $0.extent.count) == 1
                }) else { return nil }
                put(.page1G, of: i, at: &position)
            }
        }
        return draft(recipes.map(\.span), prefersHome: prefersHome)
    }

    /// The cheapest fragments to fill, as many in each TDMR as it lacks areas; nil when some TDMR has too few.
    private func recipes() -> [Recipe]? {
        let spans = DraftPlan(extents: slots.map(\.extent)).pageExtents(problem.scale)
        var chosen: [Recipe] = []
        var isPossible = true
        MinimalWithholding.forEachTDMR(problem.terrain, extents: spans) { areas, groups in
            let excess = areas - problem.maxAreas
            guard excess > 0 else { return }
            let found = groups.compactMap(recipe).sorted { ($0.cost, $0.span.start) < ($1.cost, $1.span.start) }
            if found.count < excess { isPossible = false }
            chosen.append(contentsOf: found.prefix(excess))
        }
        return isPossible ? chosen : nil
    }

    private func recipe(_ group: MinimalWithholding.Group) -> Recipe? {
        guard group.spans.count == 1, let span = group.spans.first else { return nil }
        var rest = span.count
        func largest(_ level: PAMTLevel) -> Int {
            var low = 0
            var high = slots.map(\.extent.count).max() ?? 0
            guard problem.scale.tablePages(level, granules: 1) > 0 else { return 0 }
            while low < high {
                let middle = (low + high + 1) / 2
                if problem.scale.tablePages(level, granules: middle) <= rest { low = middle } else { high = middle - 1 }
            }
            rest -= problem.scale.tablePages(level, granules: low)
            return low
        }
        let granules4K = largest(.page4K)
        let granules2M = largest(.page2M)
        guard rest <= problem.maxTDMRs else { return nil }
        return Recipe(span: span, granules4K: granules4K, granules2M: granules2M, pages1G: rest)
    }

    /// Gives the table of a TDMR of so many granules its place; cuts one off the largest TDMR that is still free to be cut.
    private mutating func take(_ level: PAMTLevel, granules: Int, at position: inout Int) -> Bool {
        if let i = slots.firstIndex(where: { $0.extent.count == granules && !$0.used.contains(level) }) {
            put(level, of: i, at: &position)
            return true
        }
        let free = slots.indices.filter { slots[$0].used.isEmpty && slots[$0].extent.count > granules }
        guard slots.count < problem.maxTDMRs, let i = free.max(by: { slots[$0].extent.count < slots[$1].extent.count }) else { return false }
        let extent = slots[i].extent
        slots[i].extent.count -= granules
        slots.insert(Slot(extent: DraftPlan.Extent(start: extent.end - granules, count: granules)), at: i + 1)
        put(level, of: i + 1, at: &position)
        return true
    }

    private mutating func put(_ level: PAMTLevel, of slot: Int, at position: inout Int) {
        let pages = problem.scale.tablePages(level, granules: slots[slot].extent.count)
        slots[slot].used.insert(level)
        tables.append((slots[slot].extent, level, PageSpan(start: position, end: position + pages)))
        position += pages
    }

    /// Cuts TDMRs none of whose tables is used into parts of equal size, as far as there are TDMRs.
    private mutating func splitRest() {
        let fixed = slots.filter { !$0.used.isEmpty }
        let rest = slots.filter(\.used.isEmpty).map(\.extent)
        let parts = EvenCoverage.split(rest, most: problem.maxTDMRs - fixed.count)
        slots = (fixed + parts.map { Slot(extent: $0) }).sorted { $0.extent.start < $1.extent.start }
    }

    private func draft(_ filled: [PageSpan], prefersHome: Bool) -> DraftPlan? {
        let extents = slots.map(\.extent)
        var wanted: [(owner: Int, level: PAMTLevel, pages: Int)] = []
        for (owner, slot) in slots.enumerated() {
            for level in PAMTLevel.allCases where !slot.used.contains(level) {
                let pages = problem.scale.tablePages(level, granules: slot.extent.count)
                if pages > 0 { wanted.append((owner, level, pages)) }
            }
        }
        wanted.sort { ($0.pages, $1.owner) > ($1.pages, $0.owner) }
        guard let placed = TablePlacer.place(
            wanted, problem, extents: extents, occupied: filled.sorted { $0.start < $1.start }, prefersHome: prefersHome) else { return nil }
        let own = tables.compactMap { table in
            extents.firstIndex(of: table.extent).map { DraftPlan.Table(owner: $0, level: table.level, span: table.span) }
        }
        return own.count == tables.count ? DraftPlan(extents: extents, tables: placed + own) : nil
    }
}

extension EvenCoverage {
    /// Extents cut into parts of about equal size, at most so many.
    static func split(_ extents: [DraftPlan.Extent], most: Int) -> [DraftPlan.Extent] {
        guard extents.count < most else { return extents }
        var low = 1
        var high = max(1, extents.map(\.count).max() ?? 1)
        while low < high {
            let middle = (low + high) / 2
            if extents.reduce(0, { $0 + ($1.count + middle - 1) / middle }) <= most { high = middle } else { low = middle + 1 }
        }
        return extents.flatMap { extent in
            let parts = (extent.count + low - 1) / low
            return (0..<parts).map { part in
                let from = extent.count * part / parts
                return DraftPlan.Extent(start: extent.start + from, count: extent.count * (part + 1) / parts - from)
            }
        }
    }
}

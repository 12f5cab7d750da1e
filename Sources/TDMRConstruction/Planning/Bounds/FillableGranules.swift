import PhysicalMemory
import TDXModule

/// How many granules tables could keep out of all TDMRs at most, by filling their memory to the last page.
///
/// What each granule takes is its pages; and where a fragment begins and ends inside the granule, what whole 4K tables leave of it must be made of
/// 2M and 1G tables, of which there are few.
struct FillableGranules {
    private struct Granule {
        var index: Int
        /// nil: of several.
        var node: NodeID?
        var pages: Int
        /// Pages that no 4K table can take.
        var rest: Int
    }

    private let scale: PlanningScale
    private let maxTDMRs: Int
    /// Pages of which each 4K table has a multiple.
    private let unit: Int
    /// Granules with memory.
    let count: Int
    /// Those not wholly one run's.
    private var special: [Granule] = []
    /// Those that are.
    private var whole = 0
    /// With few special granules all choices of them: how many, their pages and rests.
    private var choices: [Choice] = []

    private struct Choice {
        /// Bits of `special`.
        var mask: Int
        var count = 0
        var pages = 0
        var rest = 0
    }

    /// Special granules of which all choices are tried.
    private static let few = 12

    /// - Parameter granules: granules with memory, those that the runs share with others included.
    /// - Complexity: O(*r* log *r*).
    init(_ problem: PlanningProblem, granules: Int) {
        scale = problem.scale
        maxTDMRs = problem.maxTDMRs
        count = granules
        let size = scale.pagesPerGranule
        unit = scale.bytes4K > 0 && scale.bytes4K % 4096 == 0 ? scale.bytes4K / 4096 : 1
        var open: Granule?
        for run in problem.terrain.runs {
            var position = run.start
            while position < run.end {
                let granule = position / size
                if position == granule * size, run.end - position >= size {
                    whole += (run.end - position) / size
                    position += (run.end - position) / size * size
                    continue
                }
                let end = min(run.end, (granule + 1) * size)
                let isInside = position == run.start && end == run.end
                if let last = open, last.index != granule {
                    special.append(last)
                    open = nil
                }
                var next = open ?? Granule(index: granule, node: run.node, pages: 0, rest: 0)
                if next.node != run.node { next.node = nil }
                next.pages += end - position
                if isInside { next.rest += (end - position) % unit }
                open = next
                position = end
            }
        }
        if let open { special.append(open) }
        special.sort { ($0.pages, $0.rest) < ($1.pages, $1.rest) }
        if special.count <= Self.few {
            choices = (0..<(1 << special.count)).map { mask in
                var choice = Choice(mask: mask)
                for (i, granule) in special.enumerated() where mask & (1 << i) != 0 {
                    choice.count += 1
                    choice.pages += granule.pages
                    choice.rest += granule.rest
                }
                return choice
            }
        }
    }

    /// The fewest granules that TDMRs can cover: fewer could not hold the tables that keep the others out.
    /// - Complexity: O(2^*s* log *g*) for few special granules *s*, else O(*s* log *g*).
    var fewest: Int {
        var low = max(1, count - special.count - whole)
        var high = max(1, count)
        while low < high {
            let middle = (low + high) / 2
            if count - mostFilled(byTablesOf: middle) <= middle { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The most granules that the tables of TDMRs over `granules` granules can fill.
    func mostFilled(byTablesOf granules: Int) -> Int {
        let small = smallPages(granules: granules)
        let tables = small + mostPages(.page4K, granules: granules)
        let size = scale.pagesPerGranule
        var most = 0
        if !choices.isEmpty {
            for choice in choices where choice.pages <= tables && choice.rest <= small {
                most = max(most, choice.count + min(whole, (tables - choice.pages) / size))
            }
            return min(most, count - 1)
        }
        // Of granules with a rest at most so many, taking the smallest rests.
        var left = small
        var withRest = 0
        for rest in special.map(\.rest).filter({ $0 > 0 }).sorted() {
            guard rest <= left else { break }
            left -= rest
            withRest += 1
        }
        let easy = special.filter { $0.rest == 0 }.map(\.pages)
        let hard = special.filter { $0.rest > 0 }.map(\.pages)
        var used = 0
        for n in 0...withRest {
            if n > 0 { used += hard[n - 1] }
            guard used <= tables else { break }
            var budget = tables - used
            var filled = n
            for pages in easy {
                guard pages <= budget else { break }
                budget -= pages
                filled += 1
            }
            most = max(most, filled + min(whole, budget / size))
        }
        return min(most, count - 1)
    }

    /// The sets of special granules that the tables of TDMRs over `granules` granules may be able to fill, each with how many whole granules besides; nil
    /// when there are too many to be tried.
    /// - Parameters:
    ///   - limits: for each node the most pages of tables that lie there; nil: it does not matter where they lie.
    ///   - onlyLargest: whether to leave out sets that are part of others.
    func sets(byTablesOf granules: Int, limits: [NodeID: Int]?, onlyLargest: Bool) -> [(granules: Set<Int>, whole: Int)]? {
        guard !choices.isEmpty else { return nil }
        let small = smallPages(granules: granules)
        let tables = small + mostPages(.page4K, granules: granules)
        var wholeOf: [Int: Int] = [:]
        for choice in choices where choice.pages <= tables && choice.rest <= small {
            var most = (tables - choice.pages) / scale.pagesPerGranule
            if var left = limits {
                for (i, granule) in special.enumerated() where choice.mask & (1 << i) != 0 {
                    if let node = granule.node { left[node, default: 0] -= granule.pages }
                }
                guard left.values.allSatisfy({ $0 >= 0 }) else { continue }
                most = min(most, left.values.reduce(0) { $0 + $1 / scale.pagesPerGranule })
            }
            wholeOf[choice.mask] = min(whole, most)
        }
        // A larger set is better, unless it costs whole granules.
        return wholeOf.filter { mask, whole in
            !onlyLargest || !special.indices.contains { mask & (1 << $0) == 0 && wholeOf[mask | (1 << $0)].map { $0 >= whole } ?? false }
        }.sorted { $0.key < $1.key }.map { mask, whole in
            (Set(special.indices.filter { mask & (1 << $0) != 0 }.map { special[$0].index }), whole)
        }
    }

    /// All sets of special granules that tables may be able to fill, each with how many whole granules besides, so that `left` granules remain; nil when they
    /// are too many to be tried.
    func sets(leaving left: ClosedRange<Int>) -> [(granules: Set<Int>, whole: Int)]? {
        guard !choices.isEmpty else { return nil }
        var sets: [(granules: Set<Int>, whole: Int)] = []
        for choice in choices where choice.count <= count - left.lowerBound {
            let most = min(whole, count - left.lowerBound - choice.count)
            let least = max(0, count - left.upperBound - choice.count)
            guard least <= most else { continue }
            for whole in least...most {
                let left = count - choice.count - whole
                guard choice.pages + whole * scale.pagesPerGranule <= tablePages(granules: left), choice.rest <= smallPages(granules: left) else { break }
                sets.append((Set(special.indices.filter { choice.mask & (1 << $0) != 0 }.map { special[$0].index }), whole))
            }
        }
        return sets
    }

    /// Whether tables may be able to fill a run to the last page, which between two holes spares an area.
    func canFill(_ run: Terrain.Run) -> Bool {
        run.count <= tablePages(granules: count) && run.count % unit <= smallPages(granules: count)
    }

    /// How many of the runs tables can fill at most.
    func mostFilled(_ runs: [Terrain.Run]) -> Int {
        func most(_ figures: [Int], within budget: Int) -> Int {
            var left = budget
            return figures.sorted().prefix {
                left -= $0
                return left >= 0
            }.count
        }
        return min(most(runs.map(\.count), within: tablePages(granules: count)), most(runs.map { $0.count % unit }, within: smallPages(granules: count)))
    }

    /// Granules not wholly one run's.
    var specialGranules: Set<Int> { Set(special.map(\.index)) }

    /// The most pages of all tables.
    func tablePages(granules: Int) -> Int { smallPages(granules: granules) + mostPages(.page4K, granules: granules) }

    /// The most pages of all 2M and 1G tables.
    func smallPages(granules: Int) -> Int { mostPages(.page2M, granules: granules) + mostPages(.page1G, granules: granules) }

    /// The most pages that the tables of a level can have: rounding up costs each TDMR but the first less than a page.
    private func mostPages(_ level: PAMTLevel, granules: Int) -> Int {
        let bytes = switch level {
        case .page4K: scale.bytes4K
        case .page2M: scale.bytes2M
        case .page1G: scale.bytes1G
        }
        return scale.tablePages(level, granules: granules) + (bytes % 4096 == 0 ? 0 : max(0, min(maxTDMRs, granules) - 1))
    }
}

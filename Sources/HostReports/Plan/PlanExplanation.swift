import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

/// A comparison of Linux with the best plan on a machine, in sentences: what each does, why, and what is gained.
public struct PlanExplanation: Sendable {
    /// One fact each, the most important first.
    public let sentences: [String]

    /// - Parameters:
    ///   - report: the plan.
    ///   - linux: the report of the strategy `linux` for the same machine.
    public init?(_ report: PlanReport, comparedWith linux: PlanReport) {
        guard let layout = report.layout, let solution = report.result.solution, let facts = report.result.facts
        else { return nil }
        var text = [Self.linux(linux)]
        text += Self.crowded(report.map)
        text += Self.coverage(layout, facts)
        text += Self.filled(facts)
        text.append(Self.time(solution, facts))
        if let other = linux.layout, linux.isValid { text.append(Self.gain(linux, other, report, layout)) }
        text += Self.proof(solution)
        sentences = text
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private static func linux(_ report: PlanReport) -> String {
        guard let layout = report.layout else {
            return
                "Linux would fail with \(report.error?.status ?? "an error")\(report.error?.message.map { ": " + $0 } ?? ".")"
        }
        if let refusal = report.refusal {
            return "Linux would make \(count(layout.tdmrs.count, "TDMR")), which the module refuses: \(refusal)."
        }
        let areas = layout.tdmrs.map(\.info.reservedAreas.count)
        return
            "Linux would make \(count(layout.tdmrs.count, "TDMR")) with \(layout.pamtSize.kib) KiB of PAMT and at most "
            + "\(count(areas.max() ?? 0, "area")), and initialise them on one LP in \(report.prediction?.serial ?? .zero)."
    }

    /// A granule that holds holes or parts of them.
    private struct CrowdedGranule {
        var index: UInt64
        var holes = 0
        /// Those of them that lie in a CMR.
        var convertible = 0
    }

    /// Granules with many holes, and how many of these holes need not be reserved.
    private static func crowded(_ map: HostMemoryMap) -> [String] {
        var granules: [CrowdedGranule] = []
        func add(_ granule: UInt64, isConvertible: Bool) {
            if granules.last?.index != granule { granules.append(CrowdedGranule(index: granule)) }
            granules[granules.count - 1].holes += 1
            if isConvertible { granules[granules.count - 1].convertible += 1 }
        }
        let cmrs = map.cmrs.map { PageRanges($0.map(\.wholePages)) }
        for (region, next) in zip(map.memory, map.memory.dropFirst()) where region.end < next.start {
            let hole = PageRange(start: region.end, end: next.start)
            let inside = cmrs?.covers(hole) ?? false
            let first = hole.start.rawValue / PageFrame.perGranule
            let last = (hole.end.rawValue - 1) / PageFrame.perGranule
            add(first, isConvertible: inside)
            if last > first { add(last, isConvertible: inside) }
        }
        let worst = granules.filter { $0.holes >= 4 }.sorted { ($0.holes, $1.index) > ($1.holes, $0.index) }.prefix(2)
        return worst.map { granule in
            let where_ =
                "Granule [\(granule.index) GiB, \(granule.index + 1) GiB) holds \(count(granule.holes, "hole"))"
            switch (cmrs, granule.convertible) {
            case (nil, _): return "\(where_); with the CMRs unknown each of them counts as not convertible."
            case (_, 0):
                return
                    "\(where_), none of them convertible: each needs an area, unless a PAMT fills the memory beside it."
            default:
                return
                    "\(where_); \(granule.convertible) \(granule.convertible == 1 ? "lies" : "lie") inside a CMR and \(granule.convertible == 1 ? "needs" : "need") no area."
            }
        }
    }

    /// The memory in TDMRs and the memory outside.
    private static func coverage(_ layout: Layout, _ facts: PlanFacts) -> [String] {
        var text: [String] = []
        let sizes = layout.tdmrs.map { $0.info.size.gib }
        if let least = sizes.min(), let most = sizes.max(), sizes.count > 1 {
            text.append(
                "The plan cuts memory into \(sizes.count) TDMRs of \(least == most ? "\(least)" : "\(least) to \(most)") GiB: different LPs can initialise different TDMRs."
            )
        }
        let demanded = facts.tdmrs.reduce(0) { $0 + $1.areasDemanded }
        let taken = facts.tdmrs.reduce(0) { $0 + $1.areas }
        if demanded != taken {
            text.append(
                "What lies in the TDMRs demands \(count(demanded, "area")); with the PAMTs where they lie it is \(taken)."
            )
        }
        if let first = facts.filledGranules.first {
            let granules = Int(facts.filledGranules.reduce(0) { $0 + $1.count / PageFrame.perGranule })
            let index = first.start.rawValue / PageFrame.perGranule
            text.append(
                "PAMTs fill \(count(granules, "granule")) to the last page, [\(index) GiB, \(index + 1) GiB) first: no TDMR covers \(granules == 1 ? "it" : "them"), which saves PAMT, time and areas."
            )
        }
        return text
    }

    /// Fragments inside TDMRs that tables fill and that cost no area of their own.
    private static func filled(_ facts: PlanFacts) -> [String] {
        facts.filledFragments.prefix(4).map { fragment in
            let tables = fragment.tables.map { "PAMT_\($0.level.abbreviation) of TDMR \($0.tdmr)" }
            let gain =
                fragment.joinsAreas ? "the holes beside it become one area" : "it shares the area of the hole beside it"
            return
                "The \(tables.joined(separator: ", the ")) \(tables.count == 1 ? "fills" : "fill") all of \(fragment.pages) (\(fragment.pages.size)): \(gain)."
        }
    }

    private static func time(_ solution: PlanSolution, _ facts: PlanFacts) -> String {
        let begin = "With \(count(solution.processors, "LP")) initialising takes \(solution.figure(.time)):"
        return switch solution.timeLimit {
        case .nodeBandwidth:
            "\(begin) the write bandwidth of node \(facts.busiestNode) is the limit, so more TDMRs or LPs would not help."
        case .largestTDMR: "\(begin) the largest TDMR is the limit."
        case .processors: "\(begin) the number of LPs is the limit: all of them are busy throughout."
        }
    }

    private static func gain(_ linux: PlanReport, _ other: Layout, _ report: PlanReport, _ layout: Layout) -> String {
        let before = linux.prediction?.serial.rawValue ?? 0
        let after = max(1, report.prediction?.parallel.rawValue ?? 1)
        let tenths = before * 10 / after
        let areas = { (layout: Layout) in layout.tdmrs.reduce(0) { $0 + $1.info.reservedAreas.count } }
        let (less, more) = (other.pamtSize.kib, layout.pamtSize.kib)
        let pamt =
            more == less
            ? "the same PAMT" : more < less ? "\(less - more) KiB less PAMT" : "\(more - less) KiB more PAMT"
        return
            "Against Linux: \(tenths / 10).\(tenths % 10) times as fast, \(pamt), \(areas(layout)) area\(areas(layout) == 1 ? "" : "s") instead of \(areas(other))."
    }

    /// Which figures are proven, and the bounds beside those that are not.
    private static func proof(_ solution: PlanSolution) -> [String] {
        let order = "in the order of objective \(solution.objective.rawValue)"
        if solution.tried == .all {
            return ["Every plan with PAMTs of the least size was tried: none is better \(order)."]
        }
        let proven = solution.claims.filter { $0.isProven && !$0.isTrivial }.map(\.key.noun)
        let open = solution.claims.filter { !$0.isProven && $0.figure.amount > 0 }
        var text: [String] = []
        if !proven.isEmpty {
            text.append(
                "Proven for PAMTs of the least size, \(order): no plan is better in \(proven.joined(separator: ", ")).")
        }
        guard !open.isEmpty else { return text }
        let figures = open.map { claim in
            let figure = "\(claim.key.noun) \(claim.figure)"
            guard claim.lowerBound.amount > 0 else { return figure }
            return figure + " (no plan below \(claim.lowerBound == claim.figure ? "it" : "\(claim.lowerBound)"))"
        }
        let bounded = open.filter { $0.lowerBound.amount > 0 }
        let isConditional = bounded.contains { $0.key != solution.objective.order.dropFirst().first }
        let condition = isConditional ? " that are as good as this one in what comes before it" : ""
        let scope = bounded.isEmpty ? "" : "; a bound is for plans with PAMTs of the least size\(condition)"
        if solution.tried == .some { text.append("Not every plan was tried: the search ended at its budget.") }
        return text + [
            "Not proven best: \(figures.joined(separator: ", "))\(scope)."
        ]
    }
}

extension Claim {
    /// Whether the figure is 0, so that no plan can be below it.
    fileprivate var isTrivial: Bool { figure.amount == 0 && (key == .withheld || key == .bridged) }
}

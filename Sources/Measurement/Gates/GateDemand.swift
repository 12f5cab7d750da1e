/// The measurements that judging the thresholds needs, and no more.
package struct GateDemand: Sendable {
    /// Groups whose contenders have to be timed beside each other.
    package var timed: [Selection.Group] = []
    /// Groups to be counted under callgrind.
    package var counted: [Selection.Group] = []
    /// Groups of which only metrics are taken, without a clock.
    package var described: [Selection.Group] = []

    /// - Parameters:
    ///   - filter: only cases of this selection are judged; contenders that a ratio refers to are measured in any case.
    package init(_ thresholds: Thresholds, of families: [Family], filter: Selection = Selection(includesExtended: true))
    {
        let wanted = Set(filter.groups(of: families).flatMap(\.caseNames))
        var sets: [Need: Set<CaseName>] = [:]
        for rule in thresholds.rules {
            guard let selection = try? rule.selection() else { continue }
            let need: Need =
                ["time", "ratio"].contains(rule.metric)
                ? .timing : CountedFigures.names.contains(rule.metric) ? .counting : .description
            for group in selection.groups(of: families) {
                let judged = group.caseNames.filter(wanted.contains)
                if judged.isEmpty { continue }
                sets[need, default: []].formUnion(judged)
                let others = [rule.to, rule.metric == "ratio" ? group.family.reference(in: group.group) : nil]
                    .compactMap { $0 }
                sets[need, default: []].formUnion(others.map { group.family.caseName($0, in: group.group) })
            }
        }
        timed = Self.groups(sets[.timing] ?? [], of: families)
        counted = Self.groups(sets[.counting] ?? [], of: families)
        let known = (sets[.timing] ?? []).union(sets[.counting] ?? [])
        described = Self.groups((sets[.description] ?? []).subtracting(known), of: families)
    }

    private enum Need {
        case timing
        case counting
        case description
    }

    /// The groups, each with those of its contenders that are in `names`.
    static func groups(_ names: Set<CaseName>, of families: [Family]) -> [Selection.Group] {
        families.flatMap { family in
            family.groups.compactMap { group in
                let contenders = group.contenders.filter { names.contains(family.caseName($0.name, in: group)) }
                return contenders.isEmpty ? nil : Selection.Group(family: family, group: group, contenders: contenders)
            }
        }
    }

    /// The timed groups that hold any of `names`, as a whole, to measure failed cases again.
    package func timedGroups(holding names: Set<CaseName>) -> [Selection.Group] {
        timed.filter { !names.isDisjoint(with: $0.caseNames) }
    }
}

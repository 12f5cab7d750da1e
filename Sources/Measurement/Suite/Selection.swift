/// The cases that a command includes.
package struct Selection: Sendable {
    /// Patterns of which one must match somewhere in the case name; none given: all names.
    package var filters: [Pattern]
    /// Patterns of which none may match.
    package var exclusions: [Pattern]
    /// Datasets to take, by their exact names, the extended ones too; none given: all.
    package var datasets: [String]
    /// Whether groups of the extended tier are taken without being named.
    package var includesExtended: Bool
    /// Only this part of the groups; nil: all.
    package var shard: Shard?

    package init(
        filters: [Pattern] = [], exclusions: [Pattern] = [], datasets: [String] = [], includesExtended: Bool = false,
        shard: Shard? = nil
    ) {
        self.filters = filters
        self.exclusions = exclusions
        self.datasets = datasets
        self.includesExtended = includesExtended
        self.shard = shard
    }

    /// A regular expression (Swift's `Regex` syntax).
    package struct Pattern: Sendable {
        /// The regular expression as typed.
        package let text: String

        /// - Throws: the regular expression compiler's error.
        package init(_ text: String) throws {
            _ = try Regex(text)
            self.text = text
        }

        // Regex is not Sendable, so it is compiled where it is used; init has proved that this succeeds.
        /// A test for names; made once, as compiling the expression takes longer than a match.
        package func matcher() -> (String) -> Bool {
            guard let regex = try? Regex(text) else { return { _ in false } }
            return { $0.firstMatch(of: regex) != nil }
        }
    }

    /// A group of which at least one contender was taken.
    package struct Group: Sendable {
        /// The family.
        package var family: Family
        /// The group of it.
        package var group: BenchmarkGroup
        /// The contenders taken, in registry order.
        package var contenders: [ContenderSummary]

        /// - Precondition: `group` belongs to `family` and `contenders` to `group`.
        package init(family: Family, group: BenchmarkGroup, contenders: [ContenderSummary]) {
            self.family = family
            self.group = group
            self.contenders = contenders
        }

        /// The cases of the chosen contenders.
        package var caseNames: [CaseName] { contenders.map { family.caseName($0.name, in: group) } }
    }

    /// The selected groups in registry order; a shard takes a part of them.
    package func groups(of families: [Family]) -> [Group] {
        let wanted = filters.map { $0.matcher() }
        let unwanted = exclusions.map { $0.matcher() }
        var selected: [Group] = []
        for family in families {
            for group in family.groups where takes(group) {
                let contenders = group.contenders.filter { contender in
                    let name = family.caseName(contender.name, in: group).description
                    return (wanted.isEmpty || wanted.contains { $0(name) }) && !unwanted.contains { $0(name) }
                }
                if !contenders.isEmpty { selected.append(Group(family: family, group: group, contenders: contenders)) }
            }
        }
        guard let shard else { return selected }
        return Self.part(shard, of: selected)
    }

    /// The shard's groups. The points of a curve (same family, mode and series) stay together: times of different machines are never compared, so a curve
    /// spread over machines would have no crossovers.
    private static func part(_ shard: Shard, of groups: [Group]) -> [Group] {
        var units: [String: Int] = [:]
        return groups.filter { selected in
            let dataset = selected.group.dataset
            let curve = dataset.size == nil ? dataset.name : dataset.series
            let unit = "\(selected.family.name)/\(curve)/\(selected.group.mode)"
            let position = units[unit] ?? units.count
            units[unit] = position
            return shard.takes(position)
        }
    }

    private func takes(_ group: BenchmarkGroup) -> Bool {
        if !datasets.isEmpty { return datasets.contains(group.dataset.name) }
        return group.tier == .standard || includesExtended
    }

    /// The first of `datasets` that no family has; nil when all exist.
    package func unknownDataset(in families: [Family]) -> String? {
        let known = Set(families.flatMap { $0.groups.map(\.dataset.name) })
        return datasets.first { !known.contains($0) }
    }
}

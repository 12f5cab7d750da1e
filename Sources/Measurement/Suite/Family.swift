/// A family: algorithms that answer the same question, the datasets they are asked on and the oracle that judges them.
public struct Family: Sendable {
    /// The first part of the names of its cases.
    package let name: String
    /// One line for `bench list` and the report.
    package let summary: String
    /// The name of one operation, in the singular: `query`, `build`, `plan`.
    package let operation: String
    /// The name of the units that `Workload.unitsPerOperation` counts, in the singular: `query`, `region`, `TDMR`.
    package let unit: String
    /// The contender to which ratios are given: the kernel's shape. A group without it has no ratios, unless the group names another reference.
    package let reference: String
    /// The metric by which members are ranked where it is not the time to answer: the quality of a plan, not the speed of planning.
    package let merit: String?
    /// Everything to measure, in this order.
    package var groups: [BenchmarkGroup]

    package init(
        name: String, summary: String, operation: String, unit: String, reference: String, merit: String? = nil,
        groups: [BenchmarkGroup]
    ) {
        self.name = name
        self.summary = summary
        self.operation = operation
        self.unit = unit
        self.reference = reference
        self.merit = merit
        self.groups = groups
    }

    /// The name of the case of `contender` in `group`.
    package func caseName(_ contender: String, in group: BenchmarkGroup) -> CaseName {
        CaseName(family: name, algorithm: contender, dataset: group.dataset.name, mode: group.mode)
    }

    /// The contender of `group` that ratios are given to; nil when it is not in the group.
    package func reference(in group: BenchmarkGroup) -> String? {
        let name = group.reference ?? reference
        return group.contenders.contains { $0.name == name } ? name : nil
    }
}

/// Two results, figure by figure.
public struct Comparison: Sendable {
    /// One figure of one case in both results.
    package struct Row: Hashable, Sendable {
        /// The case that both results have.
        package var name: CaseName
        /// `time`, a counter or a metric of the case.
        package var metric: String
        /// The figure in the old result.
        package var old: Estimate
        /// The figure in the new result.
        package var new: Estimate
        /// nil where there is no ratio of the two.
        package var change: Change?
        /// The verdict on the difference.
        package var verdict: Verdict
    }

    /// In the order of the new result.
    package var rows: [Row] = []
    /// Cases that only the old result has.
    package var missing: [CaseName] = []
    /// Cases that only the new result has.
    package var added: [CaseName] = []
    /// Figures that were not compared, and why: times of different machines, counts of different compilers.
    package var notes: [String] = []

    /// Compares every case of `new` with the case of the same name in `old`. Of several machines those with equal keys are compared; times of different
    /// machines are never compared.
    public init(old: ResultDocument, new: ResultDocument, tolerances: Tolerances = Tolerances()) {
        let earlier = Dictionary(grouping: old.cases) { $0.name }
        var skipped: [MachineKey.Difference: Int] = [:]
        for row in new.cases {
            guard let candidates = earlier[row.name] else {
                if !added.contains(row.name) { added.append(row.name) }
                continue
            }
            let key = new.machines[row.machine].key
            let best = candidates.first { old.machines[$0.machine].key == key } ?? candidates[0]
            compare(best, in: old, with: row, in: new, tolerances) { skipped[$0, default: 0] += 1 }
        }
        let names = Set(new.cases.map(\.name))
        var seen: Set<CaseName> = []
        missing = old.cases.map(\.name).filter { !names.contains($0) && seen.insert($0).inserted }
        notes = skipped.map { (reason: $0.key.description, count: $0.value) }.sorted { $0.reason < $1.reason }
            .map { "\($0.count) figures were not compared: \($0.reason)" }
    }

    private mutating func compare(
        _ old: CaseResult, in oldDocument: ResultDocument, with new: CaseResult, in newDocument: ResultDocument,
        _ tolerances: Tolerances,
        skip: (MachineKey.Difference) -> Void
    ) {
        let (oldKey, newKey) = (oldDocument.machines[old.machine].key, newDocument.machines[new.machine].key)
        let before = old.figures(reference: oldDocument.reference(of: old))
        for figure in new.figures(reference: newDocument.reference(of: new)) {
            guard let earlier = before.first(where: { $0.metric == figure.metric }) else { continue }
            if let difference = newKey.difference(from: oldKey, for: figure.kind) {
                skip(difference)
                continue
            }
            let change = figure.change(from: earlier)
            rows.append(
                Row(
                    name: new.name, metric: figure.metric, old: earlier.value, new: figure.value, change: change,
                    verdict: Self.verdict(figure, from: earlier, change, tolerances.tolerance(for: figure.kind))))
        }
    }

    /// A change from 0 has no ratio, but a direction.
    private static func verdict(_ new: MeasuredFigure, from old: MeasuredFigure, _ change: Change?, _ tolerance: Double)
        -> Verdict
    {
        if new.better == .neither { return new.value == old.value ? .same : .inconclusive }
        if let change { return change.verdict(tolerance: tolerance) }
        return (new.value.value < old.value.value) == (new.better == .lower) ? .better : .worse
    }

    /// How many figures got each verdict.
    package func count(_ verdict: Verdict) -> Int { rows.reduce(0) { $0 + ($1.verdict == verdict ? 1 : 0) } }
}

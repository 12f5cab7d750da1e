import RealModule

extension Crossover {
    /// Where members of a family overtake each other along a size axis: for each curve (family, mode, series, machine) and each two members, every change
    /// of the faster one between neighbouring sizes at which both were measured.
    package static func all(in cases: [CaseResult]) -> [Crossover] {
        let points = cases.filter { $0.size != nil && $0.time != nil && $0.role == .member }
        let curves = Dictionary(grouping: points) {
            Curve(family: $0.name.family, mode: $0.name.mode, series: $0.series, machine: $0.machine)
        }
        return curves.sorted { $0.key < $1.key }.flatMap { curve, rows in crossovers(on: curve, rows) }
    }

    private struct Curve: Hashable, Comparable {
        var family: String
        var mode: String
        var series: String
        var machine: Int

        static func < (a: Self, b: Self) -> Bool {
            (a.machine, a.family, a.mode, a.series) < (b.machine, b.family, b.mode, b.series)
        }
    }

    private static func crossovers(on curve: Curve, _ rows: [CaseResult]) -> [Crossover] {
        let bySize = Dictionary(grouping: rows) { $0.size ?? 0 }
        let sizes = bySize.keys.sorted()
        // Registry order, so that the list does not depend on the order of a dictionary.
        var names: [String] = []
        for row in rows where !names.contains(row.name.algorithm) { names.append(row.name.algorithm) }
        var found: [Crossover] = []
        for (low, high) in zip(sizes, sizes.dropFirst()) {
            let below = Dictionary(grouping: bySize[low] ?? []) { $0.name.algorithm }.compactMapValues(\.first)
            let above = Dictionary(grouping: bySize[high] ?? []) { $0.name.algorithm }.compactMapValues(\.first)
            for (i, a) in names.enumerated() {
                for b in names[(i + 1)...] {
                    guard let a1 = below[a], let b1 = below[b], let a2 = above[a], let b2 = above[b],
                        let crossover = crossover(curve, (low, a1, b1), (high, a2, b2), below: below, above: above)
                    else { continue }
                    found.append(crossover)
                }
            }
        }
        return found
    }

    private static func crossover(
        _ curve: Curve, _ low: (size: Int, a: CaseResult, b: CaseResult),
        _ high: (size: Int, a: CaseResult, b: CaseResult),
        below: [String: CaseResult], above: [String: CaseResult]
    ) -> Crossover? {
        guard let a1 = low.a.time?.value, let b1 = low.b.time?.value, let a2 = high.a.time?.value,
            let b2 = high.b.time?.value
        else { return nil }
        let (before, after) = (Double.log(a1 / b1), Double.log(a2 / b2))
        guard before * after < 0 else { return nil }
        let share = before / (before - after)
        let size = Double.exp(
            Double.log(Double(low.size)) + share * (Double.log(Double(high.size)) - Double.log(Double(low.size))))
        let (from, to) =
            before < 0 ? (low.a.name.algorithm, low.b.name.algorithm) : (low.b.name.algorithm, low.a.name.algorithm)
        return Crossover(
            family: curve.family, mode: curve.mode, series: curve.series, machine: curve.machine, from: from, to: to,
            size: size,
            between: [low.size, high.size], isCertain: differ(low.a, low.b) && differ(high.a, high.b),
            isLead: fastest(below) == from && fastest(above) == to)
    }

    private static func fastest(_ rows: [String: CaseResult]) -> String? {
        rows.min { ($0.value.time?.value ?? .infinity, $0.key) < ($1.value.time?.value ?? .infinity, $1.key) }?.key
    }

    /// Whether the interval of the ratio excludes 1.
    private static func differ(_ a: CaseResult, _ b: CaseResult) -> Bool {
        guard a.samples.count == b.samples.count, a.samples.count >= 2 else { return false }
        let ratio = BlockEstimates.ratio(a.samples, to: b.samples)
        return ratio.low > 1 || ratio.high < 1
    }
}

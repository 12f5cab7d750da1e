import SeededRandom

/// A workload that does a known share more than it says: what a gate must notice, and what `bench selfcheck` measures the measuring by.
///
/// A batch of *n* operations performs *n* times `share` more, rounded; exact where that is a whole number.
final class PaddedWorkload: Workload {
    private let base: any Workload
    private let share: Double

    init(_ base: any Workload, share: Double) {
        self.base = base
        self.share = share
    }

    private func extra(_ operations: Int) -> Int { Int((Double(operations) * share).rounded()) }

    func refresh(operations: Int, random: inout SeededRandom) { base.refresh(operations: operations + extra(operations), random: &random) }

    func run(_ range: Range<Int>) -> UInt64 { base.run(range.lowerBound..<range.upperBound + extra(range.count)) }

    func verify(random: inout SeededRandom) throws(WrongAnswer) { try base.verify(random: &random) }
    var unitsPerOperation: Int { base.unitsPerOperation }
    var footprint: Footprint? { base.footprint }
    var metrics: [Metric] { base.metrics }
    var isTimed: Bool { base.isTimed }
}

/// Work added to some cases on purpose.
public struct PlantedSlowdown: Sendable {
    /// Which cases are slowed down.
    public var cases: Selection.Pattern
    /// 0.05: 5 % more work.
    public var share: Double

    public init(cases: Selection.Pattern, share: Double) {
        self.cases = cases
        self.share = share
    }

    /// Read from `REGEX=PERCENT`; nil when it is not of that form.
    public init?(_ text: String) {
        guard let sign = text.lastIndex(of: "="), let percent = Double(text[text.index(after: sign)...]), percent >= 0, percent <= 1000,
            let pattern = try? Selection.Pattern(String(text[..<sign]))
        else { return nil }
        self.init(cases: pattern, share: percent / 100)
    }

    /// The families with the slowdown planted.
    public func planted(in families: [Family]) -> [Family] {
        let matches = cases.matcher()
        return families.map { family in
            Family(
                name: family.name, summary: family.summary, operation: family.operation, unit: family.unit, reference: family.reference,
                groups: family.groups.map { group in
                    let slow = Set(group.contenders.map(\.name).filter { matches(family.caseName($0, in: group).description) })
                    return slow.isEmpty ? group : group.padded(slow, share: share)
                })
        }
    }
}

extension BenchmarkGroup {
    /// The group with some contenders slowed down.
    func padded(_ names: Set<String>, share: Double) -> BenchmarkGroup {
        var group = self
        group.open = { [open] in
            let opened = try open()
            return OpenGroup { name in
                let workload = try opened.prepare(name)
                return names.contains(name) ? PaddedWorkload(workload, share: share) : workload
            }
        }
        return group
    }
}

import SeededRandom

/// Runs one group: opens it, verifies every contender against the oracle, samples them interleaved and turns the samples into results.
public struct GroupRunner: Sendable {
    public var plan: SamplingPlan

    public init(plan: SamplingPlan) { self.plan = plan }

    /// - Parameters:
    ///   - contenders: names to run; the reference is not added by itself.
    ///   - shouldStop: asked between samples; true makes the answer nil.
    /// - Throws: `VerificationFailure` before anything is timed; whatever the group's input throws.
    public func run(
        _ group: BenchmarkGroup, of family: Family, contenders: [String], shouldStop: () -> Bool = { false }
    ) throws -> [CaseResult]? {
        let opened = try group.open()
        var rows: [CaseResult] = []
        var timed: [(row: Int, workload: any Workload)] = []
        for summary in group.contenders where contenders.contains(summary.name) {
            let name = family.caseName(summary.name, in: group)
            var row = CaseResult(name: name, status: .measured, role: summary.role, size: group.dataset.size, series: group.dataset.series)
            do {
                let workload = try opened.prepare(summary.name)
                try verify(workload, name)
                row.describe(workload)
                if workload.isTimed { timed.append((rows.count, workload)) } else { row.status = .untimed }
            } catch let refusal as NotApplicable {
                row.status = .notApplicable
                row.reason = refusal.reason
            }
            rows.append(row)
            if shouldStop() { return nil }
        }
        var sampler = Sampler(workloads: timed.map(\.workload), plan: plan)
        guard let series = sampler.sample(shouldStop: shouldStop) else { return nil }
        let reference = family.reference(in: group).flatMap { name in timed.firstIndex { rows[$0.row].name.algorithm == name } }
        for (series, (row, _)) in zip(series, timed) { rows[row].fill(series) }
        if let reference {
            let base = series[reference].times
            for (series, (row, _)) in zip(series, timed) {
                rows[row].ratio = Ratio(to: rows[timed[reference].row].name.algorithm, BlockEstimates.ratio(series.times, to: base))
            }
        }
        return rows
    }

    private func verify(_ workload: any Workload, _ name: CaseName) throws {
        var random = SeededRandom(seed: plan.seed)
        do { try workload.verify(random: &random) } catch { throw VerificationFailure(name: name, answer: error) }
    }
}

/// An algorithm gave a wrong answer: exit code 3, and no time is printed.
public struct VerificationFailure: Error, Hashable, Sendable {
    public var name: CaseName
    public var answer: WrongAnswer
}

extension CaseResult {
    fileprivate mutating func describe(_ workload: any Workload) {
        unitsPerOperation = workload.unitsPerOperation
        footprint = workload.footprint
        metrics = workload.metrics
    }

    fileprivate mutating func fill(_ series: SampleSeries) {
        operations = series.operations
        samples = series.times
        cpuSamples = series.cpuTimes
        time = BlockEstimates.time(series.times)
        outliers = Outliers(logarithms: series.logarithms)
    }
}

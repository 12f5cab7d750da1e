import CProbes
internal import SeededRandom

/// Runs one group: opens it, verifies every contender against the oracle, samples them interleaved and turns the samples into results.
package struct GroupRunner {
    /// Seed and number of samples.
    package var plan: SamplingPlan
    private let counters: CounterSession?
    private let times: RunTimes
    private let costs: MemberCosts

    /// - Parameters:
    ///   - counters: counts each case after its times were taken, in passes of its own; nil: nothing is counted.
    ///   - times: records how the time is spent.
    package init(plan: SamplingPlan, counters: CounterSession? = nil, times: RunTimes = RunTimes()) {
        self.init(plan: plan, counters: counters, times: times, costs: MemberCosts())
    }

    init(plan: SamplingPlan, counters: CounterSession?, times: RunTimes, costs: MemberCosts) {
        self.plan = plan
        self.counters = counters
        self.times = times
        self.costs = costs
    }

    /// Verifies and times.
    /// - Parameters:
    ///   - contenders: names to run; the reference is not added by itself.
    ///   - shouldStop: asked between samples; true makes the answer nil.
    /// - Throws: `VerificationFailure` before anything is timed; the errors of the group's input.
    package func run(
        _ group: BenchmarkGroup, of family: Family, contenders: [String], shouldStop: () -> Bool = { false }
    ) throws -> [CaseResult]? {
        guard let entered = try verified(group, of: family, contenders: contenders, shouldStop: shouldStop) else {
            return nil
        }
        return times.measure(\.sampling, of: family.name, group.title) {
            sampled(entered.rows, entered.timed, group, of: family, shouldStop: shouldStop)
        }
    }

    private func sampled(
        _ entered: [CaseResult], _ timed: [Entrant], _ group: BenchmarkGroup, of family: Family, shouldStop: () -> Bool
    ) -> [CaseResult]? {
        var rows = entered
        var sampler = Sampler(workloads: timed.map(\.workload), plan: plan)
        guard let series = sampler.sample(shouldStop: shouldStop) else { return nil }
        for (series, entrant) in zip(series, timed) {
            if series.isTooSlow {
                rows[entrant.row].status = .untimed
                rows[entrant.row].reason = .fact(.longerThanShare)
                continue
            }
            rows[entrant.row].fill(series)
            rows[entrant.row].distribution = DistributionSampler(
                batches: plan.distributionBatches, budget: plan.distribution
            ).distribution(
                of: entrant.workload, perOperation: rows[entrant.row].time?.value ?? .infinity,
                seed: plan.seed &+ UInt64(entrant.row))
            rows[entrant.row].counters = count(entrant, operations: series.operations)
            if shouldStop() { return nil }
        }
        if let reference = family.reference(in: group),
            let base = timed.firstIndex(where: {
                rows[$0.row].name.algorithm == reference && rows[$0.row].status == .measured
            })
        {
            let times = rows[timed[base].row].samples
            for entrant in timed where rows[entrant.row].status == .measured {
                rows[entrant.row].ratio = Ratio(
                    to: reference, BlockEstimates.ratio(rows[entrant.row].samples, to: times))
            }
        }
        return rows
    }

    /// Verifies without timing: rows with the figures that need no clock.
    /// - Throws: as `run`.
    package func verify(
        _ group: BenchmarkGroup, of family: Family, contenders: [String], shouldStop: () -> Bool = { false }
    ) throws -> [CaseResult]? {
        try verified(group, of: family, contenders: contenders, shouldStop: shouldStop)?.rows
    }

    /// Counts the same operations of the same stream in every pass.
    private func count(_ entrant: Entrant, operations: Int) -> [CounterFigure] {
        guard let counters else { return [] }
        let warming = operations / 8
        return counters.count(
            operations: operations,
            prepare: {
                var random = SeededRandom(seed: plan.seed)
                entrant.workload.refresh(operations: warming + operations, random: &random)
                probe_consume(entrant.workload.run(0..<warming))
            },
            work: { probe_consume(entrant.workload.run(warming..<warming + operations)) })
    }

    private struct Entrant {
        var row: Int
        var workload: any Workload
    }

    private func verified(
        _ group: BenchmarkGroup, of family: Family, contenders: [String], shouldStop: () -> Bool
    ) throws -> (rows: [CaseResult], timed: [Entrant])? {
        let opened = try times.measure(\.preparing, of: family.name, group.title) { try group.open() }
        var rows: [CaseResult] = []
        var timed: [Entrant] = []
        for summary in group.contenders where contenders.contains(summary.name) {
            let name = family.caseName(summary.name, in: group)
            var row = CaseResult(
                name: name, status: .measured, role: summary.role, size: group.dataset.size,
                series: group.dataset.series)
            do {
                if let tooSlow = costs.refusal(of: name, on: group.dataset) { throw NotApplicable(tooSlow) }
                let workload = try enter(&row, opened, group, of: family)
                if workload.isTimed {
                    timed.append(Entrant(row: rows.count, workload: workload))
                } else {
                    row.status = .untimed
                }
            } catch let refusal as NotApplicable {
                row.status = .notApplicable
                row.reason = .fact(.refused(refusal.cause))
            }
            rows.append(row)
            if shouldStop() { return nil }
        }
        return (rows, timed)
    }

    /// Makes the workload of a row, verifies it and fills in the figures that need no clock.
    private func enter(_ row: inout CaseResult, _ opened: OpenGroup, _ group: BenchmarkGroup, of family: Family)
        throws -> any Workload
    {
        let start = probe_thread_nanoseconds()
        let workload = try times.measure(\.preparing, of: family.name, group.title) {
            try opened.prepare(row.name.algorithm)
        }
        let prepared = probe_thread_nanoseconds()
        try times.measure(\.verifying, of: family.name, group.title) {
            let budget = try judge(workload, row.name)
            row.untried = budget.untried.map(Recorded.fact)
            costs.note(.nanoseconds(prepared - start) + budget.longestRound, of: row.name, on: group.dataset)
            row.describe(workload)
        }
        return workload
    }

    /// Compares the answers; the returned budget has those that were not compared and the duration of the longest round.
    private func judge(_ workload: any Workload, _ name: CaseName) throws -> VerifyingBudget {
        let budget = VerifyingBudget(limit: plan.verifying)
        var random = SeededRandom(seed: plan.seed)
        do { try workload.verify(random: &random, within: budget) } catch {
            throw VerificationFailure(name: name, answer: error)
        }
        return budget
    }
}

extension CaseResult {
    fileprivate mutating func describe(_ workload: any Workload) {
        unitsPerOperation = workload.unitsPerOperation
        footprint = workload.footprint
        metrics = workload.metrics
    }

    fileprivate mutating func fill(_ series: SampleSeries) {
        operations = series.operations
        samples = series.times.map { $0.rounded(digits: 6) }
        cpuSamples = series.cpuTimes.map { $0.rounded(digits: 6) }
        time = BlockEstimates.time(samples)
        outliers = Outliers(logarithms: series.logarithms)
    }
}

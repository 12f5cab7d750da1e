import CProbes

/// A whole run: all selected groups, one after the other, within a time.
///
/// Each group's results are passed on as soon as it is finished, so that the caller can save them; an interrupted run loses only its current group.
package struct BenchmarkRun {
    /// How long and how often to sample.
    package struct Options: Hashable, Sendable {
        /// Seed and number of samples.
        package var plan: SamplingPlan
        /// How long the whole run should last, preparing and verifying included; groups still get their minimum of blocks.
        package var total: Duration
        /// The most time per case; more would not be worth it.
        package var perCase: Duration

        package init(
            plan: SamplingPlan = SamplingPlan(), total: Duration = .seconds(60), perCase: Duration = .milliseconds(400)
        ) {
            self.plan = plan
            self.total = total
            self.perCase = perCase
        }
    }

    /// The progress of a run.
    package struct Progress: Sendable {
        /// 0...1, an estimate proportional to time.
        package var fraction: Double
        /// The group that is measured now.
        package var group: Selection.Group
    }

    /// How a run ended.
    package enum Ending: Hashable, Sendable {
        /// All groups were measured.
        case complete
        /// It was stopped.
        case interrupted
    }

    /// The groups to measure, in this order.
    package let groups: [Selection.Group]
    /// How it is measured.
    package let options: Options
    /// Where the time went so far.
    package let times = RunTimes()
    private let counters: CounterSession?
    private let costs = MemberCosts()
    private let start = probe_nanoseconds()
    private let cpuAtStart = CPUTime.now()

    /// A run of `groups`; nothing is measured yet. - Parameter counters: events to count beside the time; nil: none.
    package init(groups: [Selection.Group], options: Options, counters: CounterSession? = nil) {
        self.groups = groups
        self.options = options
        self.counters = counters
    }

    /// Runs the groups that are not in `finished`.
    /// - Parameters:
    ///   - finished: names that need not run again: the cases of an interrupted run.
    ///   - shouldStop: called between samples.
    ///   - onFinish: gets each group's results at once.
    /// - Throws: `VerificationFailure`; what a group's input or `onFinish` throws.
    package func execute(
        finished: Set<CaseName> = [], progress: (Progress) -> Void = { _ in }, shouldStop: () -> Bool = { false },
        onFinish: (Selection.Group, [CaseResult]) throws -> Void
    ) throws -> Ending {
        let pending = groups.filter { !$0.caseNames.allSatisfy(finished.contains) }
        let total = pending.reduce(0) { $0 + $1.group.effort }
        var done = 0.0
        costs.most = options.total * Self.memberShare
        for selected in pending {
            let plan = plan(for: selected, effortLeft: total - done, of: total)
            let runner = GroupRunner(plan: plan, counters: counters, times: times, costs: costs)
            let share = done / max(total, 1)
            progress(Progress(fraction: share, group: selected))
            let names = selected.contenders.map(\.name)
            let stop = {
                progress(Progress(fraction: share, group: selected))
                return shouldStop()
            }
            guard let rows = try runner.run(selected.group, of: selected.family, contenders: names, shouldStop: stop)
            else { return .interrupted }
            try onFinish(selected, rows)
            done += selected.group.effort
        }
        return .complete
    }

    /// The part of the remaining time for sampling; the rest is for input, building and verifying.
    private static let samplingShare = 2.0 / 3
    /// The part of the whole time that the fewest samples of a group's long operations may take, however small its share is.
    private static let longShare = 1.0 / 120
    /// The part of the whole time that one member may take on one dataset besides its samples.
    private static let memberShare = 1.0 / 30
    /// The part of the whole time that comparing the answers of one case may take, and the time it may take in any run: a scan of 16,384 entries needs half of it.
    private static let verifyingShare = 1.0 / 100
    private static let leastVerifying = Duration.milliseconds(300)

    /// The group's share of the remaining time, by its effort among the remaining groups.
    private func plan(for selected: Selection.Group, effortLeft: Double, of total: Double) -> SamplingPlan {
        var plan = options.plan
        let effort = selected.group.effort
        let left = max(options.total - elapsed, .zero)
        let share = effort > 0 ? left * (effort / max(effortLeft, effort)) : .zero
        // A late run samples less immediately: later groups have long operations, for which no time would remain.
        let pace = min(left / max(options.total, .nanoseconds(1)) * total / max(effortLeft, 1), 1)
        plan.budget = min(
            options.perCase, share * (pace * pace * Self.samplingShare / Double(max(selected.contenders.count, 1))))
        plan.overdraft = 1
        plan.longOperations = max(share, options.total * Self.longShare)
        let verifying = max(options.total * Self.verifyingShare, Self.leastVerifying)
        plan.verifying = min(plan.verifying, verifying)
        return plan
    }

    /// The time since the run was made.
    package var elapsed: Duration { .nanoseconds(probe_nanoseconds() - start) }

    /// Share of all CPU time since the run was made that went to other machines; nil where the kernel does not report it.
    package var stealShare: Double? {
        guard let cpuAtStart, let now = CPUTime.now() else { return nil }
        return now.stealShare(since: cpuAtStart)
    }
}

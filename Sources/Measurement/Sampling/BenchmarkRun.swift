import CProbes

/// A whole run: all selected groups, one after the other, within a time.
///
/// Every finished group is handed out at once, so that the caller can keep it; an interrupted run loses only the group it was in.
public struct BenchmarkRun {
    /// How long and how often to sample.
    public struct Options: Hashable, Sendable {
        /// Seed and number of samples.
        public var plan: SamplingPlan
        /// Nanoseconds the whole run should last; groups still get their minimum of blocks.
        public var totalNanoseconds: Double
        /// Nanoseconds per case beyond which more time is not worth it.
        public var caseNanoseconds: Double
        /// Nanoseconds that one operation may always take, however many cases share the run.
        public var dearestNanoseconds: Double

        public init(
            plan: SamplingPlan = SamplingPlan(), totalNanoseconds: Double = 36e9, caseNanoseconds: Double = 400e6,
            dearestNanoseconds: Double = 600e6
        ) {
            self.plan = plan
            self.totalNanoseconds = totalNanoseconds
            self.caseNanoseconds = caseNanoseconds
            self.dearestNanoseconds = dearestNanoseconds
        }
    }

    /// How far a run is.
    public struct Progress: Sendable {
        /// 0...1, proportional to time as well as can be known.
        public var fraction: Double
        /// The group that is measured now.
        public var group: Selection.Group
    }

    /// How a run ended.
    public enum Ending: Hashable, Sendable {
        /// All groups were measured.
        case complete
        /// It was asked to stop.
        case interrupted
    }

    /// What is measured, in this order.
    public let groups: [Selection.Group]
    /// How it is measured.
    public let options: Options
    /// Where the time went so far.
    public let times = RunTimes()
    private let counters: CounterSession?
    private let start = probe_nanoseconds()
    private let cpuAtStart = CPUTime.now()

    /// A run of `groups`; nothing is measured yet. - Parameter counters: events to count beside the time; nil: none.
    public init(groups: [Selection.Group], options: Options, counters: CounterSession? = nil) {
        self.groups = groups
        self.options = options
        self.counters = counters
    }

    /// Runs the groups that are not in `finished`.
    /// - Parameters:
    ///   - finished: names that need not run again: the cases of an interrupted run.
    ///   - shouldStop: asked between samples.
    ///   - onFinish: gets each group's results at once.
    /// - Throws: `VerificationFailure`; what a group's input or `onFinish` throws.
    public func execute(
        finished: Set<CaseName> = [], progress: (Progress) -> Void = { _ in }, shouldStop: () -> Bool = { false },
        onFinish: (Selection.Group, [CaseResult]) throws -> Void
    ) throws -> Ending {
        let pending = groups.filter { !$0.caseNames.allSatisfy(finished.contains) }
        let total = pending.reduce(0) { $0 + $1.group.effort }
        var done = 0.0
        var casesLeft = pending.reduce(0) { $0 + $1.contenders.count }
        for selected in pending {
            let runner = GroupRunner(plan: plan(casesLeft: casesLeft), counters: counters, times: times)
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
            casesLeft -= selected.contenders.count
        }
        return .complete
    }

    /// The time that is left, in equal parts for the cases that are left. Half of it is for what is not sampling: input, building, verifying, warming.
    private func plan(casesLeft: Int) -> SamplingPlan {
        var plan = options.plan
        let left = max(options.totalNanoseconds - Double(probe_nanoseconds() - start), 0)
        plan.budgetNanoseconds = min(options.caseNanoseconds, left / Double(max(casesLeft, 1)) / 2)
        plan.dearestNanoseconds = max(options.dearestNanoseconds, 8 * plan.budgetNanoseconds)
        return plan
    }

    /// Seconds since the run began.
    public var elapsedSeconds: Double { Double(probe_nanoseconds() - start) / 1e9 }

    /// Share of all CPU time since the run was made that went to other machines; nil where the kernel does not say.
    public var stealShare: Double? {
        guard let cpuAtStart, let now = CPUTime.now() else { return nil }
        return now.stealShare(since: cpuAtStart)
    }
}

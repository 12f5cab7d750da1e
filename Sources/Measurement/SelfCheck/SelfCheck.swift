import CProbes
internal import SeededRandom

/// Tests the measurement: how often it reports a difference where there is none, and which differences it detects.
///
/// A pair is one contender twice in one group, each with its own structures and its own query streams, the second with a known share of more operations. The
/// pair goes through the same sampler and the same verdict as everything else.
package struct SelfCheck {
    /// Shares of added work: none, and shares that should be detected.
    package static let levels = [0, 0.01, 0.02, 0.03, 0.05, 0.10]

    /// The results of the pairs of one level.
    package struct Level: Hashable, Sendable {
        /// The slowdown that was added, as a part of 1.
        package var added: Double
        /// Pairs compared.
        package var pairs = 0
        /// The measurements of all of them together.
        package var measurements = 0
        /// Pairs judged better or worse.
        package var calledDifferent = 0
        /// Pairs judged worse, which is right for added work.
        package var detected = 0
        /// Pairs whose intervals stayed too wide to judge, or whose measurements contradicted each other.
        package var inconclusive = 0
        /// Measured ratio over the true one, less one.
        package var errors: [Double] = []
        /// Half-widths of the intervals, relative.
        var halfWidths: [Double] = []

        package init(added: Double) { self.added = added }
    }

    /// Changes up to this share are not reported.
    package let tolerance: Double
    private let plan: SamplingPlan

    /// A check that reports differences above `tolerance`, a part of 1.
    package init(tolerance: Double, plan: SamplingPlan) {
        self.tolerance = tolerance
        var plan = plan
        plan.minimumOperations = 100
        self.plan = plan
    }

    /// Operations longer than this get no added work: a hundred of them, so that 1 % can be added, would take too long.
    private static let longestOperation = Duration.microseconds(50)

    /// One contender against itself, the second time with `added` more work.
    /// - Parameter repetition: a different number gives different streams.
    /// - Returns: the second's time divided by the first's; nil when the contender does not apply, is not timed, takes too long for added work, or when the
    ///   run was interrupted.
    /// - Throws: the errors of the group's input.
    package func pair(
        _ contender: String, in group: BenchmarkGroup, added: Double, repetition: UInt64, shouldStop: () -> Bool
    ) throws -> Estimate? {
        let opened = try group.open()
        let (first, second): (any Workload, any Workload)
        do { (first, second) = (try opened.prepare(contender), try opened.prepare(contender)) } catch is NotApplicable {
            return nil
        }
        guard first.isTimed else { return nil }
        var plan = plan
        plan.seed &+= repetition
        if Self.timeOfOne(first, seed: plan.seed) > Self.longestOperation {
            guard added == 0 else { return nil }
            plan.minimumOperations = 1
        }
        var sampler = Sampler(
            workloads: [first, added > 0 ? PaddedWorkload(second, share: added) : second], plan: plan)
        guard let series = sampler.sample(shouldStop: shouldStop) else { return nil }
        // The two batches were calibrated separately; per operation, their different sizes cancel.
        return BlockEstimates.ratio(series[1].times, to: series[0].times)
    }

    /// The faster of two single operations.
    private static func timeOfOne(_ workload: any Workload, seed: UInt64) -> Duration {
        var random = SeededRandom(seed: seed)
        workload.refresh(operations: 2, random: &random)
        return (0..<2).map { i in
            let start = probe_nanoseconds()
            probe_consume(workload.run(i..<i + 1))
            return Duration.nanoseconds(probe_nanoseconds() - start)
        }.min() ?? .zero
    }

    /// The most measurements of a pair.
    package static let mostMeasurements = 5

    /// The verdict of a pair's measurements together; nil where one more is needed.
    ///
    /// A difference counts when two measurements find it, as in the gate, and a single one that finds none is enough where no other found one. Intervals that are
    /// too wide to say anything and findings that contradict each other ask for more repetitions, up to `mostMeasurements`.
    package func outcome(_ measurements: [Estimate]) -> Verdict? {
        var counts: [Verdict: Int] = [:]
        for ratio in measurements { counts[Change(ratio: ratio).verdict(tolerance: tolerance), default: 0] += 1 }
        for difference in [Verdict.worse, .better] where counts[difference, default: 0] >= 2 { return difference }
        let isSuspect = counts[.worse] != nil || counts[.better] != nil
        if counts[.same, default: 0] >= (isSuspect ? 2 : 1) { return .same }
        return measurements.count < Self.mostMeasurements ? nil : .inconclusive
    }

    /// Adds a pair to its level.
    /// - Parameter measurements: as many as it took for an `outcome`; none: the pair was not measured.
    package func judge(_ measurements: [Estimate], at level: inout Level) {
        guard let first = measurements.first else { return }
        level.pairs += 1
        level.measurements += measurements.count
        switch outcome(measurements) ?? .inconclusive {
        case .worse:
            level.calledDifferent += 1
            level.detected += 1
        case .better: level.calledDifferent += 1
        case .inconclusive: level.inconclusive += 1
        case .same: break
        }
        level.errors.append(first.value / (1 + level.added) - 1)
        level.halfWidths.append(first.relativeHalfWidth)
    }
}

/// Whether the machine is the cause of a missed target.
extension SelfCheck {
    /// Whether equal pairs differ by more than the tolerance, or more than one pair of ten stayed uncertain after all measurements: then no figure
    /// measured now can be trusted, and no method could meet the targets.
    package func isTooNoisy(_ levels: [Level]) -> Bool {
        let decided = levels.filter { $0.added == 0 || $0.added > tolerance }
        let (pairs, uncertain) = (decided.map(\.pairs).reduce(0, +), decided.map(\.inconclusive).reduce(0, +))
        return (levels.first { $0.added == 0 }?.noiseFloor ?? 0) > tolerance || 10 * uncertain > pairs
    }

    /// The smallest slowdown such that at least 95 % of it, and of all larger ones, were found; nil: not even of the largest.
    package static func smallestFound(_ levels: [Level]) -> Double? {
        levels.filter { $0.added > 0 && $0.pairs > 0 }.sorted { $0.added > $1.added }
            .prefix { Double($0.detected) >= 0.95 * Double($0.pairs) }.last?.added
    }
}

extension SelfCheck.Level {
    /// The error that 95 % of the pairs stay below, as a share: the noise floor when nothing was added. nil without pairs.
    package var noiseFloor: Double? {
        errors.isEmpty ? nil : Statistics.quantile(0.95, ofSorted: errors.map(abs).sorted())
    }

    /// The median of the intervals' half widths, a part of 1; nil without pairs.
    package var medianHalfWidth: Double? { halfWidths.isEmpty ? nil : Statistics.median(halfWidths) }
}

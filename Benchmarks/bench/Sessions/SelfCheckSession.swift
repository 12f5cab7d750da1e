import CProbes
import Measurement
import Reporting

/// `bench selfcheck`: A/A and A/B pairs of real contenders, times and counts, and what they show about this machine.
struct SelfCheckSession {
    struct Options: Sendable {
        var plan: SamplingPlan
        /// Changes up to these shares are not reported.
        var tolerances: Tolerances
        /// How many contenders to take, spread evenly over the selection.
        var contenders: Int
        /// The arguments that make this program the counted one, with so much work planted (nil: none).
        var countCommand: @Sendable (_ plant: PlantedSlowdown?) -> [String]

        init(
            plan: SamplingPlan, tolerances: Tolerances, contenders: Int,
            countCommand: @escaping @Sendable (_ plant: PlantedSlowdown?) -> [String]
        ) {
            self.plan = plan
            self.tolerances = tolerances
            self.contenders = contenders
            self.countCommand = countCommand
        }
    }

    private let groups: [Selection.Group]
    private let options: Options
    private let environment: Environment

    init(groups: [Selection.Group], options: Options, environment: Environment) {
        self.groups = Self.spread(groups, options.contenders)
        self.options = options
        self.environment = environment
    }

    /// `count` of all contenders, at even distances in the order of the registry, each in a group of its own.
    private static func spread(_ groups: [Selection.Group], _ count: Int) -> [Selection.Group] {
        let single = groups.flatMap { selected in
            selected.contenders.map { contender in
                var one = selected
                one.contenders = [contender]
                return one
            }
        }
        guard single.count > count, count > 0 else { return single }
        return (0..<count).map { single[$0 * single.count / count] }
    }

    /// The result of the check.
    enum Outcome {
        case targetsMet
        /// Times miss their targets because of the machine.
        case tooNoisy
        case targetsMissed
    }

    /// Runs everything and prints it. The targets: at most 5 % of equal pairs called different, at least 95 % of 5 % slowdowns detected, no false alarm of counts
    /// and every 0.5 % of instructions detected.
    /// - Throws: whatever a group's input throws, `CallgrindRun.Failure`. Ends the process by the signal that interrupted it.
    func run() throws -> Outcome {
        for source in NoiseSource.before(environment) { try StandardOutput.print("noise: \(source)") }
        let check = SelfCheck(tolerance: options.tolerances.timing, plan: options.plan)
        let levels = try timeLevels(check)
        let times: Outcome =
            Self.meetsTargets(levels) ? .targetsMet : check.isTooNoisy(levels) ? .tooNoisy : .targetsMissed
        try StandardOutput.write(text: "\n" + text(levels) + Self.text(times, levels))
        let callgrind: CallgrindRun
        do { callgrind = try CallgrindRun(seed: options.plan.seed) } catch {
            try StandardOutput.print("\ncounts: \(error)")
            return times
        }
        return try countsMeetTargets(callgrind) ? times : .targetsMissed
    }

    private static func text(_ times: Outcome, _ levels: [SelfCheck.Level]) -> String {
        switch times {
        case .targetsMet: return "times: targets met\n"
        case .targetsMissed: return "times: targets NOT met\n"
        case .tooNoisy:
            let found = SelfCheck.smallestFound(levels).map {
                "slowdowns are found from \(Figure.percent($0, decimals: 0)) on"
            }
            return
                "times: targets NOT met: this machine is too noisy now; \(found ?? "not even the largest slowdowns are found"). Counts do not suffer from it\n"
        }
    }

    private func timeLevels(_ check: SelfCheck) throws -> [SelfCheck.Level] {
        probe_catch_interrupts()
        var levels = SelfCheck.levels.map { SelfCheck.Level(added: $0) }
        var bar = ProgressBar()
        for (number, selected) in groups.enumerated() {
            for index in levels.indices {
                let fraction = (Double(number) + Double(index) / Double(levels.count)) / Double(groups.count)
                func measure(_ time: Int) throws -> Estimate? {
                    let ratio = try check.pair(
                        selected.contenders[0].name, in: selected.group, added: levels[index].added,
                        repetition: UInt64((time * groups.count + number) * levels.count + index),
                        shouldStop: {
                            bar.update(fraction, "\(selected.caseNames[0])")
                            return probe_interrupt() != 0
                        })
                    if probe_interrupt() != 0 {
                        bar.clear()
                        probe_die_of(probe_interrupt())
                    }
                    return ratio
                }
                var measurements: [Estimate] = []
                while check.outcome(measurements) == nil, let ratio = try measure(measurements.count) {
                    measurements.append(ratio)
                }
                check.judge(measurements, at: &levels[index])
            }
        }
        bar.clear()
        return levels
    }

    private func text(_ levels: [SelfCheck.Level]) -> String {
        var table = TextTable([
            .number("added work"), .number("pairs"), .number("called different"), .number("called slower"),
            .number("uncertain"), .number("measurements a pair"), .number("interval ±"), .number("error, 95 %"),
        ])
        func share(_ count: Int, _ pairs: Int) -> String {
            pairs == 0 ? "-" : "\(count) (\(Figure.percent(Double(count) / Double(pairs), decimals: 0)))"
        }
        for level in levels {
            table.add([
                level.added == 0 ? "none" : Figure.percent(level.added, decimals: 0), "\(level.pairs)",
                share(level.calledDifferent, level.pairs),
                share(level.detected, level.pairs), share(level.inconclusive, level.pairs),
                level.pairs == 0 ? "-" : Figure.fixed(Double(level.measurements) / Double(level.pairs), decimals: 1),
                level.medianHalfWidth.map { Figure.percent($0, decimals: 2) } ?? "-",
                level.noiseFloor.map { Figure.percent($0, decimals: 2) } ?? "-",
            ])
        }
        let floor = levels.first?.noiseFloor.map { Figure.percent($0, decimals: 2) } ?? "unknown"
        return
            "Times: each contender against itself, changes up to \(Figure.percent(options.tolerances.timing)) not reported, others only when found twice; uncertain pairs are measured up to \(SelfCheck.mostMeasurements) times\n"
            + table.rendered()
            + "noise floor of this machine: \(floor) (95 % of equal pairs differ by less)\n"
    }

    static func meetsTargets(_ levels: [SelfCheck.Level]) -> Bool {
        levels.allSatisfy { level in
            let pairs = Double(level.pairs)
            // No pairs, so there is nothing to judge.
            guard pairs > 0 else { return false }
            if level.added == 0 { return Double(level.calledDifferent) <= 0.05 * pairs }
            if level.added == 0.05 { return Double(level.detected) >= 0.95 * pairs }
            return true
        }
    }

    /// Counts everything twice as it is and once with 0.5 % more work.
    private func countsMeetTargets(_ callgrind: CallgrindRun) throws -> Bool {
        let first = try callgrind.count(groups, command: options.countCommand(nil))
        let second = try callgrind.count(groups, command: options.countCommand(nil))
        let planted = try callgrind.count(groups, command: options.countCommand(PlantedSlowdown(".*=0.5")))
        var (pairs, alarms, slower, detected) = (0, 0, 0, 0)
        var faults = ""
        for selected in groups {
            let name = selected.caseNames[0]
            guard let before = Self.instructions(first[name]), let after = Self.instructions(second[name]),
                let more = Self.instructions(planted[name])
            else { continue }
            pairs += 1
            if verdict(before, after) != .same {
                alarms += 1
                faults += "  false alarm: \(name), \(Figure.percent(after / before - 1, decimals: 2))\n"
            }
            // Fewer than 200 operations, or steps of them, cannot be increased by 0.5 %.
            guard selected.group.countedOperations >= 200 * selected.group.countedStep else { continue }
            slower += 1
            if verdict(before, more) == .worse {
                detected += 1
            } else {
                faults += "  missed: \(name), \(Figure.percent(more / before - 1, decimals: 2))\n"
            }
        }
        let isMet = pairs > 0 && alarms == 0 && detected == slower
        try StandardOutput.write(
            text: "\nInstructions (callgrind), changes up to \(Figure.percent(options.tolerances.count)) not reported\n"
                + "same program twice: \(alarms) of \(pairs) called different\n0.5 % more operations: \(detected) of \(slower) detected\n"
                + faults
                + (isMet ? "counts: targets met\n" : "counts: targets NOT met\n"))
        return isMet
    }

    private static func instructions(_ figures: [CounterFigure]?) -> Double? {
        figures?.first { $0.counter == "instructions" }?.value
    }

    private func verdict(_ old: Double, _ new: Double) -> Verdict {
        let ratio = old > 0 ? new / old : 1
        return Change(ratio: Estimate(value: ratio, low: ratio, high: ratio)).verdict(
            tolerance: options.tolerances.count)
    }
}

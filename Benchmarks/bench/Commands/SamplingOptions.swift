import ArgumentParser
import Measurement

/// The options that say how long and how to measure.
struct SamplingOptions: ParsableArguments {
    @Flag(
        name: .long,
        help:
            "A quick look: in 15 s the most informative cases ('bench list --quick'), or those that are named; fewer samples, wider intervals, no distributions."
    )
    var quick = false

    @OptionGroup var random: SeedOption

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Aim at this length for the whole run, in seconds. Default: 60, with --quick 15.", valueName: "SECONDS"))
    var time: Double?

    @OptionGroup var place: CPUOption

    /// Seconds, 32 years; larger values are clamped to it.
    private static let longest = 1e9

    var seed: UInt64 { random.seed }

    func validate() throws {
        if let time, !(time > 0 && time.isFinite) {
            throw ValidationError("--time takes a positive number of seconds")
        }
    }

    func options() -> BenchmarkRun.Options {
        // The run includes writing and printing at the end, and time that the last groups take beyond their share.
        let total = Duration.seconds(min(time ?? (quick ? 15 : 60), Self.longest) * 0.9)
        guard quick else { return BenchmarkRun.Options(plan: SamplingPlan(seed: seed), total: total) }
        var plan = SamplingPlan(
            seed: seed, batch: .microseconds(50), minimumBlocks: 3, maximumBlocks: 8, precision: 0.03)
        plan.distributionBatches = 0
        return BenchmarkRun.Options(plan: plan, total: total, perCase: .milliseconds(20))
    }
}

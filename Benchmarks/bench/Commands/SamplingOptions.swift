import ArgumentParser
import Measurement

/// The options that say how long and how to measure.
struct SamplingOptions: ParsableArguments {
    @Flag(name: .long, help: "A fast look: fewer samples, wider intervals, no distributions.")
    var quick = false

    @Option(name: .long, help: ArgumentHelp("Seed of all query streams and orders.", valueName: "N"))
    var seed: UInt64 = 1

    @Option(name: .long, help: ArgumentHelp("Aim at this length for the whole run, in seconds.", valueName: "SECONDS"))
    var time: Double = 36

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Run on this CPU; 'any' leaves it to the kernel. Default: the highest-numbered one allowed.",
            valueName: "CPU"))
    var cpu: String?

    func validate() throws {
        guard time > 0, time.isFinite else { throw ValidationError("--time wants a positive number of seconds") }
        _ = try pinning()
    }

    func pinning() throws -> ProcessIsolation.Pinning { try Self.pinning(cpu) }

    static func pinning(_ cpu: String?) throws -> ProcessIsolation.Pinning {
        switch cpu {
        case nil: return .automatic
        case "any": return .off
        case let text?:
            guard let number = Int(text), number >= 0 else {
                throw ValidationError("--cpu wants a number or 'any', not '\(text)'")
            }
            return .cpu(number)
        }
    }

    func options() -> BenchmarkRun.Options {
        guard quick else { return BenchmarkRun.Options(plan: SamplingPlan(seed: seed), totalNanoseconds: time * 1e9) }
        var plan = SamplingPlan(
            seed: seed, batchNanoseconds: 50_000, minimumBlocks: 3, maximumBlocks: 8, precision: 0.03)
        plan.distributionBatches = 0
        return BenchmarkRun.Options(
            plan: plan, totalNanoseconds: min(time, 15) * 1e9, caseNanoseconds: 20e6,
            dearestNanoseconds: 25e6)
    }
}

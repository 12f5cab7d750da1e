import ArgumentParser
import Measurement
import Reporting
import SafeText

struct SelfcheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selfcheck", abstract: "Find out how far the figures of this machine can be trusted.",
        discussion: """
            Measures contenders against themselves (each reported difference is a false alarm) and against themselves with a known share of more work (1, 2, 3,
            5, 10 %: a slowdown that is not reported is missed). Does the same with callgrind's counts. The targets: at most 5 % false alarms, at least 95 % of 5 %
            slowdowns detected; of counts no false alarm and every 0.5 %. Exit 75 when times miss theirs because the machine is too noisy now, 1 when a target is
            missed otherwise.
            Examples:
              bench selfcheck
              bench selfcheck --filter '^lookup/' --contenders 100
            """)

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var sampling: SamplingOptions

    @Option(
        name: .long, help: ArgumentHelp("How many contenders to take, spread evenly over the cases.", valueName: "N"))
    var contenders = 40

    @Option(name: .long, help: ArgumentHelp("Changes of times up to this are not reported.", valueName: "PERCENT"))
    var tolerance: Double = 2

    func validate() throws {
        if contenders < 1 { throw ValidationError("--contenders takes a positive number") }
        if !(tolerance >= 0 && tolerance.isFinite) { throw ValidationError("a tolerance is a percentage, 0 or more") }
    }

    func run() throws {
        let isolation = ProcessIsolation.establish(sampling.place.pinning, arguments: ArgumentText.ofProcess)
        try Failure.report {
            let seed = sampling.seed
            let plan =
                sampling.quick
                ? sampling.options().plan
                : SamplingPlan(
                    seed: seed, minimumBlocks: 12, maximumBlocks: 200, budget: .milliseconds(300), precision: 0.004)
            let session = SelfCheckSession(
                groups: try selection.selection().groups(of: Families.all),
                options: SelfCheckSession.Options(
                    plan: plan, tolerances: Tolerances(timing: tolerance / 100), contenders: contenders,
                    countCommand: { CountedCommand.arguments(seed: seed, plant: $0) }),
                environment: .current(isolation))
            switch try session.run() {
            case .targetsMet: break
            case .tooNoisy: throw ExitCode.tooNoisy
            case .targetsMissed: throw ExitCode.failure
            }
        }
    }
}

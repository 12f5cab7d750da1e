import CProbes
import Measurement
import SeededRandom
import TDMRConstruction
import TDXModule

/// Plans the same machine again and again; the emulated module is the judge.
final class JudgedPlanWorkload: Workload {
    private let planner: any Planner
    private let input: ConstructionInput
    /// The plan, made once before: planning a large machine again for every question about it would take longer than timing it.
    private let layout: Layout
    private let solution: PlanSolution?
    /// What making it took.
    let firstOperation: Duration?

    /// - Throws: `NotApplicable` where there is no plan.
    init(planner: any Planner, input: ConstructionInput) throws(NotApplicable) {
        let start = probe_thread_nanoseconds()
        let result = planner.plan(input)
        firstOperation = .nanoseconds(probe_thread_nanoseconds() - start)
        switch result.outcome {
        case .failure(let error): throw NotApplicable(NoPlan(error: error))
        case .success(let layout): self.layout = layout
        }
        self.planner = planner
        self.input = input
        solution = result.solution
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            guard case .success(let layout) = planner.plan(input).outcome else { return 0 }
            total &+= UInt64(layout.tdmrs.count)
        }
        return total
    }

    /// Linux reserves holes of its memory map even where CMRs are known, so its plans are the module's to judge as well. Without CMRs the memory regions
    /// stand in.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        guard Planners.named(planner.name)?.followsKernel != true else { return }
        let cmrs = input.cmrs ?? input.regions.map { CMR($0.pages) }
        // Few KeyIDs, so that addresses have room for the largest machines.
        let verdict = ConfigVerdict(
            on: layout.tdmrs.map(\.info), cmrs: cmrs, keyIDs: KeyIDCounts(mktme: 3, tdx: 4), limits: input.limits)
        guard verdict.isAccepted else {
            throw WrongAnswer(AnswerFault.refused(verdict, by: planner.name))
        }
    }

    var unitsPerOperation: Int { input.regions.count }

    var metrics: [Metric] {
        let times = CostModel.standard.initTimes(layout.initWork(memory: input.regions))
        var metrics = [
            Metric("tdmrs", Double(layout.tdmrs.count)), Metric("pamt-size", Double(layout.pamtSize.kib), unit: "KiB"),
            Metric("reserved-areas", Double(layout.tdmrs.reduce(0) { $0 + $1.info.reservedAreas.count })),
            Metric("withheld", Double(layout.withheldSize.kib), unit: "KiB"),
            Metric("predicted-serial", times.serial.seconds * 1e6, unit: "us"),
            Metric("predicted-64-lps", times.parallel(processors: 64).seconds * 1e6, unit: "us"),
        ]
        if let claim = solution?.claim(.time) {
            metrics.append(Metric("predicted-bound", Double(claim.lowerBound.amount) / 1e6, unit: "us"))
        }
        return metrics
    }
}

import Measurement
import SeededRandom
import TDMRConstruction

/// Plans the same machine again and again.
final class PlanWorkload<P: Planner>: Workload {
    private let planner: P
    private let input: ConstructionInput
    private let oracle: (any Planner)?

    init(planner: P, input: ConstructionInput, oracle: (any Planner)?) {
        self.planner = planner
        self.input = input
        self.oracle = oracle
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            let result = planner.plan(input)
            total &+= UInt64(result.memlist.count)
            if case .success(let layout) = result.outcome { total &+= UInt64(layout.tdmrs.count) }
        }
        return total
    }

    /// The whole answer against the kernel's scans: on all of the dataset where those end in time, on its first regions else.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        guard let oracle else { return }
        var checked = input
        if checked.regions.count > 1 << 12 { checked.regions = Array(checked.regions.prefix(1 << 12)) }
        let (own, right) = (planner.plan(checked), oracle.plan(checked))
        // Of a failure only the kind is compared; the C code reports no more.
        let isEqual =
            own.memlist == right.memlist && own.notices == right.notices
            && (try? own.outcome.get()) == (try? right.outcome.get())
        guard isEqual else { throw WrongAnswer(AnswerFault.differs(by: planner.name, from: oracle.name)) }
    }

    var unitsPerOperation: Int { input.regions.count }

    var metrics: [Metric] {
        // Where the kernel fails there is no layout to describe.
        guard case .success(let layout) = planner.plan(input).outcome else { return [] }
        return [
            Metric("tdmrs", Double(layout.tdmrs.count)), Metric("pamt-size", Double(layout.pamtSize.kib), unit: "KiB"),
            Metric("reserved-areas", Double(layout.tdmrs.reduce(0) { $0 + $1.info.reservedAreas.count })),
        ]
    }
}

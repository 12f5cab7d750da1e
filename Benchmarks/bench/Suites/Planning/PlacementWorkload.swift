import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import Workloads

final class PlacementWorkload: Workload {
    private let placer: any PAMTPlacer
    private let problem: PAMTProblem
    private let memlist: [MemoryRegion]

    init(placer: any PAMTPlacer, problem: PAMTProblem, memlist: [MemoryRegion]) {
        self.placer = placer
        self.problem = problem
        self.memlist = memlist
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            guard let placements = try? placer.place(problem) else { return 0 }
            total &+= UInt64(placements.count)
        }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        guard let placements = try? placer.place(problem) else {
            throw WrongAnswer(AnswerFault.nothingFound(by: placer.name, noun: "places"))
        }
        if let fault = PlacementOracle.fault(of: placements, problem) {
            throw WrongAnswer(AnswerFault.places(fault, by: placer.name))
        }
    }

    var unitsPerOperation: Int { problem.tdmrs.count }

    /// The areas that the tables cost beside those of the holes, fewest groups counted.
    var metrics: [Metric] {
        guard let placements = try? placer.place(problem) else { return [] }
        let packing = try? MergedRangePacker().pack(
            ReservedAreaProblem(
                tdmrs: problem.tdmrs, placements: placements, memlist: memlist, cmrs: problem.cmrs,
                maxReservedAreas: .max))
        return [Metric("reserved-areas", Double(packing?.areas.reduce(0) { $0 + $1.count } ?? 0))]
    }
}

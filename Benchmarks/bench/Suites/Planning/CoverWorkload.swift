import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule
import Workloads

final class CoverWorkload: Workload {
    private let strategy: any CoverageStrategy
    private let memlist: [MemoryRegion]
    private let limits: ModuleLimits

    init(strategy: any CoverageStrategy, memlist: [MemoryRegion], limits: ModuleLimits) {
        self.strategy = strategy
        self.memlist = memlist
        self.limits = limits
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            guard let tdmrs = try? strategy.cover(memlist, limits: limits) else { return 0 }
            total &+= UInt64(tdmrs.count)
        }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        guard let tdmrs = try? strategy.cover(memlist, limits: limits) else {
            throw WrongAnswer(AnswerFault.nothingFound(by: strategy.name, noun: "coverage"))
        }
        if let fault = CoverageOracle.fault(of: tdmrs, memlist: memlist, limits: limits) {
            throw WrongAnswer(AnswerFault.cover(fault, by: strategy.name))
        }
    }

    var unitsPerOperation: Int { memlist.count }

    var metrics: [Metric] {
        guard let tdmrs = try? strategy.cover(memlist, limits: limits) else { return [] }
        let pamt = tdmrs.reduce(ByteCount.zero) {
            $0 + limits.pamtSizes().size(granules: $1.count / PageFrame.perGranule)
        }
        return [Metric("tdmrs", Double(tdmrs.count)), Metric("pamt-size", Double(pamt.kib), unit: "KiB")]
    }
}

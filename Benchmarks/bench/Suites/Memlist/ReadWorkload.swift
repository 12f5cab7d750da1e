import CProbes
import Measurement
import PhysicalMemory
import SeededRandom

/// One pass over the regions that looks at both ends of each.
final class ReadWorkload: Workload {
    private let input: MemlistInput

    init(input: MemlistInput) { self.input = input }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            // Every pass by itself: otherwise the compiler would do one and multiply.
            total = Self.sum(input.regions)
            probe_consume(total)
        }
        return total
    }

    /// Both ends of each region, read in order.
    @inline(never)
    static func sum(_ regions: [MemoryRegion]) -> UInt64 {
        var total: UInt64 = 0
        for region in regions { total &+= region.start.rawValue ^ region.end.rawValue }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let total = input.regions.reduce(0 as UInt64) { $0 &+ ($1.start.rawValue ^ $1.end.rawValue) }
        guard run(0..<1) == total else { throw WrongAnswer(AnswerFault.incomplete(.regions)) }
    }

    var unitsPerOperation: Int { input.regions.count }
}

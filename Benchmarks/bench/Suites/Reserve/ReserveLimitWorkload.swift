import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule

/// The regions read once and the areas written once, into new lists.
final class ReserveLimitWorkload: Workload {
    private let memlist: [MemoryRegion]
    private let counts: [Int]

    init(input: ReserveInput) throws {
        memlist = input.problem.memlist
        let packer: any ReservedAreaPacker =
            input.problem.maxReservedAreas >= 1 << 16 ? MergedRangePacker() : LargestKeptPacker()
        counts = try packer.pack(input.problem).areas.map(\.count)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            total &+= ReadWorkload.sum(memlist)
            total &+= UInt64(Self.write(counts).count)
        }
        return total
    }

    @inline(never)
    private static func write(_ counts: [Int]) -> [[ReservedArea]] {
        counts.map { [ReservedArea](repeating: ReservedArea(offset: .zero, size: .pages(1)), count: $0) }
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let total = memlist.reduce(0 as UInt64) { $0 &+ ($1.start.rawValue ^ $1.end.rawValue) }
        guard run(0..<1) == total &+ UInt64(counts.count) else { throw WrongAnswer(AnswerFault.incomplete(.regions)) }
    }

    var unitsPerOperation: Int { memlist.count }
}

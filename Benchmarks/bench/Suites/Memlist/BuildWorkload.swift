import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule
import Workloads

/// Builds the list again and again; fresh lists are freed between samples.
final class BuildWorkload<Builder: MemlistBuilder>: Workload {
    private let builder: Builder
    private let mode: BuildMode
    private let input: MemlistInput
    private var built: [Builder.List] = []

    init(_ builder: Builder, _ mode: BuildMode, input: MemlistInput) {
        self.builder = builder
        self.mode = mode
        self.input = input
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        if mode == .rebuild && !built.isEmpty { return }
        built = []
        built.reserveCapacity(operations)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            do {
                if mode == .rebuild && !built.isEmpty {
                    try builder.rebuild(&built[0], input.regions, cmrs: input.cmrs)
                } else {
                    built.append(try builder.build(input.regions, cmrs: input.cmrs))
                }
            } catch {
                return 0
            }
            total &+= UInt64(built[built.count - 1].count)
        }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let answer = Result { () throws(ConstructionError) in
            var list = try builder.build(input.regions, cmrs: input.cmrs)
            if mode == .rebuild { try builder.rebuild(&list, input.regions, cmrs: input.cmrs) }
            return list.entries
        }
        guard answer == .success(input.expected) else {
            throw WrongAnswer(AnswerFault.entries(by: builder.name))
        }
        try verifyEdges(&random, budget)
    }

    /// The special cases: regions below and across 1 MiB, touching ones, and ones that are not convertible.
    private func verifyEdges(_ random: inout SeededRandom, _ budget: VerifyingBudget) throws(WrongAnswer) {
        for _ in budget.rounds(50, of: "small lists") {
            var at = random.below(300)
            var regions: [MemoryRegion] = []
            for _ in 0..<random.below(12) {
                at += random.below(3) * random.below(100)
                let end = at + 1 + random.below(200)
                regions.append(MemoryRegion(pages: PageRange(at, end), node: NodeID(UInt32(random.below(2)))))
                at = end
            }
            let cmrs = [
                CMR(base: PhysicalAddress(0), size: .pages(200 + random.below(600))),
                CMR(base: PageFrame(800).address, size: .pages(5000)),
            ]
            let expected = Result { () throws(ConstructionError) in
                try MemlistOracle.entries(regions, cmrs: builder.test == .none ? nil : cmrs)
            }
            let answer = Result { () throws(ConstructionError) in try builder.build(regions, cmrs: cmrs).entries }
            guard answer == expected else {
                throw WrongAnswer(AnswerFault.edges(answer, regions: regions, by: builder.name, expected: expected))
            }
        }
    }

    var unitsPerOperation: Int { input.regions.count }

    var footprint: Footprint? {
        guard let list = try? builder.build(input.regions, cmrs: input.cmrs) else { return nil }
        return Footprint(list.size, entries: list.count)
    }
}

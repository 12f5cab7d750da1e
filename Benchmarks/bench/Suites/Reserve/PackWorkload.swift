import CProbes
import Measurement
import SeededRandom
import TDMRConstruction

final class PackWorkload<Packer: ReservedAreaPacker>: Workload {
    private let packer: Packer
    private let input: ReserveInput
    /// The metrics of the verified packing, so that a large machine is not packed again for them.
    private var verified: [Metric]?
    private(set) var firstOperation: Duration?

    init(packer: Packer, input: ReserveInput) {
        self.packer = packer
        self.input = input
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range {
            guard let packing = try? packer.pack(input.problem) else { return 0 }
            total &+= UInt64(packing.areas.count)
        }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        if let model = packer.rule.model { try verify(as: model, budget) } else { try verifyByRule() }
    }

    /// The nested scans are the oracle of each other and of all members: both kinds of holes, on the dataset's first TDMRs (all of them would take the scans
    /// minutes) and at every limit around the count that is needed.
    private func verify(as model: any ReservedAreaPacker, _ budget: VerifyingBudget) throws(WrongAnswer) {
        let limits = [input.problem.maxReservedAreas, 0, 1, 2, 3]
        for turn in budget.rounds(limits.count, of: "limits") {
            let answer = Result { () throws(ConstructionError) in try packer.pack(input.first(limit: limits[turn])) }
            guard answer == input.expected(model, limit: limits[turn]) else {
                throw WrongAnswer(AnswerFault.limitedAreas(limits[turn], by: packer.name))
            }
        }
    }

    private func verifyByRule() throws(WrongAnswer) {
        let start = probe_thread_nanoseconds()
        guard let packing = try? packer.pack(input.problem) else {
            throw WrongAnswer(AnswerFault.nothingFound(by: packer.name, noun: "areas"))
        }
        firstOperation = .nanoseconds(probe_thread_nanoseconds() - start)
        if let fault = input.oracle.fault(of: packing) {
            throw WrongAnswer(AnswerFault.areas(fault, by: packer.name))
        }
        verified = Self.metrics(packing)
        let given = packing.givenUp
        let least = input.leastGivenUp ?? .zero
        let isKept =
            switch packer.rule {
            case .linux, .linuxJoined, .fewestAreas: given == .zero
            case .fits: given >= least
            case .leastGivenUp: given == least
            case .leastOrLess: given <= least
            }
        guard isKept else {
            throw WrongAnswer(AnswerFault.givesUp(given, by: packer.name, least: least))
        }
    }

    var unitsPerOperation: Int { input.problem.memlist.count }

    var metrics: [Metric] { verified ?? (try? packer.pack(input.problem)).map(Self.metrics) ?? [] }

    private static func metrics(_ packing: ReservedAreaPacking) -> [Metric] {
        [
            Metric("given-up", Double(packing.givenUp.rawValue / 1024), unit: "KiB"),
            Metric("reserved-areas", Double(packing.areas.reduce(0) { $0 + $1.count })),
        ]
    }
}

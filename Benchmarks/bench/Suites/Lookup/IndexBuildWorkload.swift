import Measurement
import SeededRandom
import TDMRConstruction

/// Builds an index again and again. A sample's indexes are freed with the next one's first.
final class IndexBuildWorkload: Workload {
    private let input: LookupInput
    private let member: any RangeIndex.Type
    private let sample: IndexedLookup
    private var built: [any RangeIndex] = []

    init(member: any RangeIndex.Type, input: LookupInput) throws {
        self.input = input
        self.member = member
        sample = try IndexedLookup(member: member, input: input)
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        built = []
        built.reserveCapacity(operations)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        for _ in range {
            if let index = try? member.init(input.memlist, predicate: .oneEntry, queries: input.queries) {
                built.append(index)
            }
        }
        return UInt64(built.count)
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        try sample.verify(within: budget)
    }

    var unitsPerOperation: Int { max(input.memlist.count, 1) }
    var footprint: Footprint? { sample.footprint }
}

import Measurement
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import Workloads

/// Threads that ask one index. They live as long as the workload; a round is cut into pieces, and each thread takes the next one when it has finished one.
final class ConcurrentLookupWorkload: Workload {
    private let index: any ConcurrentIndex
    private let mode: ConcurrentMode
    private let input: ConcurrentInput
    private let team: ThreadTeam
    private var queries = [PageRange](repeating: PageRange(0, 1), count: 1 << 14)

    init(_ member: any ConcurrentIndex.Type, mode: ConcurrentMode, input: ConcurrentInput) throws {
        index = try member.init(input.lists[0], predicate: .oneEntry, queries: .anyRange)
        self.mode = mode
        self.input = input
        team = ThreadTeam(mode.threads)
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        RangeQueries.halfCovered(input.lists[0], into: &queries, random: &random)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        ConcurrentRound(
            mode: mode, lists: input.lists, queries: queries, pieces: range.count * ConcurrentMode.piecesPerRound
        )
        .run(on: index, by: team)
    }

    var unitsPerOperation: Int { ConcurrentMode.piecesPerRound * mode.queriesPerPiece }
    var footprint: Footprint? { Footprint(index.size, entries: input.lists[0].count) }

    /// First one thread, list by list; then all threads while the lists alternate.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        try verifyAlone(index)
        if index is UnsharedIndex { return }
        let wrong = ConcurrentCheck(input: input).run(on: index, by: team)
        guard wrong == 0 else { throw WrongAnswer(AnswerFault.tornBatches(wrong)) }
        do { try index.replace(with: input.lists[0]) } catch { throw WrongAnswer(AnswerFault.notReplaced(error)) }
    }

    private func verifyAlone(_ index: some ConcurrentIndex) throws(WrongAnswer) {
        let reader = index.makeReader()
        let samples = input.samples
        for list in index is UnsharedIndex ? [0] : [1, 0] {
            do { try index.replace(with: input.lists[list]) } catch {
                throw WrongAnswer(AnswerFault.notReplaced(error))
            }
            var single = [UInt64](repeating: 0, count: input.expected[list].count)
            var span = single.mutableSpan
            reader.coversOneByOne(samples.span, into: &span)
            guard single == input.expected[list], reader.answers(to: input.samples) == input.expected[list] else {
                throw WrongAnswer(AnswerFault.replacedList(list))
            }
        }
    }
}

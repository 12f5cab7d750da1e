import Guarded
import MemoryMaps
import Measurement
import PhysicalMemory
import SeededRandom
import Synchronization
import TDMRConstruction
import Workloads

/// Threads that ask one index. They live as long as the workload; a round is cut into pieces, and each thread takes the next one when it has done its last.
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
        Round(mode: mode, lists: input.lists, queries: queries, pieces: range.count * ConcurrentMode.piecesPerRound)
            .run(on: index, by: team)
    }

    var unitsPerOperation: Int { ConcurrentMode.piecesPerRound * mode.queriesPerPiece }
    var footprint: Footprint? { Footprint(index.size, entries: input.lists[0].count) }

    /// One thread list by list, then all while the lists take turns.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        try verifyAlone(index)
        if index is UnsharedIndex { return }
        let wrong = ConcurrentCheck(input: input).run(on: index, by: team)
        guard wrong == 0 else { throw WrongAnswer("\(wrong) batches were answered from no list, or from two") }
        do { try index.replace(with: input.lists[0]) } catch { throw WrongAnswer("\(error)") }
    }

    private func verifyAlone(_ index: some ConcurrentIndex) throws(WrongAnswer) {
        let reader = index.makeReader()
        let samples = input.samples
        for list in index is UnsharedIndex ? [0] : [1, 0] {
            do { try index.replace(with: input.lists[list]) } catch { throw WrongAnswer("\(error)") }
            var single = [UInt64](repeating: 0, count: input.expected[list].count)
            var span = single.mutableSpan
            reader.coversOneByOne(samples.span, into: &span)
            guard single == input.expected[list], reader.answers(to: input.samples) == input.expected[list] else {
                throw WrongAnswer("list \(list) is not answered as by the oracle")
            }
        }
    }
}

/// The work of one sample: pieces, taken by whoever is free.
private final class Round: Sendable {
    private let mode: ConcurrentMode
    private let lists: [[MemoryRegion]]
    private let queries: [PageRange]
    private let pieces: Int
    private let next = Atomic(0)
    private let checksum = Atomic<UInt64>(0)

    init(mode: ConcurrentMode, lists: [[MemoryRegion]], queries: [PageRange], pieces: Int) {
        self.mode = mode
        self.lists = lists
        self.queries = queries
        self.pieces = pieces
    }

    func run(on index: some ConcurrentIndex, by team: ThreadTeam) -> UInt64 {
        team.run { [self] _ in work(on: index) }
        return checksum.load(ordering: .relaxed)
    }

    /// One dynamic call per piece or batch; the loops inside are specialised for each member.
    private func work(on index: some ConcurrentIndex) {
        let reader = index.makeReader()
        let queries = self.queries
        var answers = [UInt64](repeating: 0, count: (mode.queriesPerPiece + 63) / 64)
        var span = answers.mutableSpan
        var sum: UInt64 = 0
        while true {
            let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard piece < pieces else { break }
            if let turn = mode.piecesPerReplacement, piece % turn == 0 {
                // The lists are in order: the index was built over both before it was timed.
                try? index.replace(with: lists[(piece / turn + 1) % lists.count])
            }
            let first = piece * mode.queriesPerPiece % (queries.count - mode.queriesPerPiece)
            let part = queries.span.extracting(first..<first + mode.queriesPerPiece)
            switch mode.call {
            case .single: reader.coversOneByOne(part, into: &span)
            case .batch:
                for start in stride(from: 0, to: part.count, by: ConcurrentMode.queriesPerBatch) {
                    reader.covers(
                        part.extracting(start..<min(start + ConcurrentMode.queriesPerBatch, part.count)), into: &span)
                }
            }
            sum &+= span[0]
        }
        checksum.wrappingAdd(sum, ordering: .relaxed)
    }
}

/// All threads ask the samples while one list follows the other; each batch has to be answered from one of them.
private final class ConcurrentCheck: Sendable {
    private let input: ConcurrentInput
    private let wrong = Atomic(0)

    init(input: ConcurrentInput) { self.input = input }

    /// The number of wrong batches.
    func run(on index: some ConcurrentIndex, by team: ThreadTeam) -> Int {
        team.run { [self] thread in
            let reader = index.makeReader()
            for round in 0..<20 {
                // The first list is in force already.
                if thread == 0 { try? index.replace(with: input.lists[(round + 1) % input.lists.count]) }
                let answers = reader.answers(to: input.samples)
                if !input.expected.contains(answers) { wrong.wrappingAdd(1, ordering: .relaxed) }
            }
        }
        return wrong.load(ordering: .relaxed)
    }
}

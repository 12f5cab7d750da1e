import PhysicalMemory
import Synchronization
import TDMRConstruction

/// The work of one sample: pieces that idle threads take.
final class ConcurrentRound: Sendable {
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

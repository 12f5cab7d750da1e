/// The way in which the threads of a group work.
struct ConcurrentMode: Sendable {
    enum Call: String, CaseIterable {
        /// Each query takes the lock, or the snapshot.
        case single
        /// 64 queries take it together.
        case batch
    }

    enum Writes: Int, CaseIterable {
        case never = 0
        case rare = 10_000
        case frequent = 100
    }

    var call: Call
    var threads: Int
    var writes: Writes

    var name: String {
        "\(call)-\(threads)-thread\(threads == 1 ? "" : "s")-"
            + (writes == .never ? "read-only" : "1-in-\(writes.rawValue)")
    }

    static let queriesPerBatch = 64
    /// Queries that a thread takes at a time.
    var queriesPerPiece: Int { writes == .frequent ? 100 : 1000 }
    /// The first of this many pieces begins with a replacement; nil: none does.
    var piecesPerReplacement: Int? { writes == .never ? nil : writes.rawValue / queriesPerPiece }
    /// Enough that waking the threads is a small part of a round.
    static let piecesPerRound = 50
}

import Measurement
import PhysicalMemory
import SeededRandom

/// A contender: a member of the family over a list, or the limit.
protocol LookupContender: Sendable {
    /// Independent queries, answered as a bitmap.
    func answer(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>)
    /// The same, one call per query.
    func answerOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>)
    /// Queries that each wait for the answer to the one before. Returns a number that depends on all answers.
    func answerInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> UInt64
    func refill(_ queries: inout [PageRange], random: inout SeededRandom)
    /// A stream to warm up with: whole batches of 4,096.
    func warmingQueries() -> [PageRange]
    func verify(within budget: VerifyingBudget) throws(WrongAnswer)
    /// All samples in one batch, for a thread beside others.
    func verifyInBatch() throws(WrongAnswer)
    var footprint: Footprint { get }
}

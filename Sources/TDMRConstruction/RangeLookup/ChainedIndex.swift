import CLookupKernels
package import PhysicalMemory

/// A member whose loop over dependent queries is compiled for it: what latency is measured with. The loop stands here and not where it is measured because
/// the compiler specialises it for a member only in the module that has both.
package protocol ChainedIndex: RangeIndex {
    /// Asks the queries one after the other, each one only known when the answer to the one before it is, and returns the number of covered ones.
    ///
    /// The dependence is a true one for the processor: the answer's bits that are set in `opaqueZero` are added to both ends of the next query. It is 0,
    /// which the compiler must not know.
    func countCoveredInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> Int
}

extension RangeIndex {
    /// The loop itself; called on `any RangeIndex` it is not compiled for the member.
    package func countCoveredInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> Int {
        var covered = 0
        var shift: UInt64 = 0
        for i in queries.indices {
            let query = queries[unchecked: i]
            // Opaque, or the compiler would rather branch on the answer and the processor would guess it.
            let answer = lookup_opaque(
                covers(PageRange(query.start.rawValue &+ shift, query.end.rawValue &+ shift)) ? 1 : 0)
            covered &+= Int(truncatingIfNeeded: answer)
            shift = answer & opaqueZero
        }
        return covered
    }
}

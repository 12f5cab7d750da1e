import CLookupKernels
package import PhysicalMemory

/// A member with a loop over dependent queries that is specialised for it; latency is measured with the loop. It stands in this module because
/// the compiler specialises it for a member only in the module that has both.
package protocol ChainedIndex: RangeIndex {
    /// Asks the queries one after the other, each depending on the answer to the one before, and returns the number of covered ones.
    ///
    /// The dependence is a true one for the processor: the answer's bits that are set in `opaqueZero` are added to both ends of the next query. It is 0,
    /// which the compiler must not know.
    func countCoveredInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> Int
}

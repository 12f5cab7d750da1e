import CLookupKernels
package import PhysicalMemory

extension RangeIndex {
    /// The loop itself; called on `any RangeIndex` it is not compiled for the member.
    package func countCoveredInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> Int {
        var covered = 0
        var shift: UInt64 = 0
        for i in queries.indices {
            let query = queries[unchecked: i]
            // Opaque, or the compiler would branch on the answer, which the processor would predict.
            let answer = lookup_opaque(
                covers(PageRange(query.start.rawValue &+ shift, query.end.rawValue &+ shift)) ? 1 : 0)
            covered &+= Int(truncatingIfNeeded: answer)
            shift = answer & opaqueZero
        }
        return covered
    }
}

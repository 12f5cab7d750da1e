import CLookupKernels
import PhysicalMemory

extension OrderedMemlist {
    /// The ranges as distances from `base`. Entries are read in place; under `.union` the runs of touching ones are built first.
    func withDistances<Result>(from base: UInt64, _ body: (GridDistances) -> Result) -> Result {
        guard predicate == .union else {
            return entries.withUnsafeBufferPointer { body(GridDistances(entries: $0, base: base)) }
        }
        var runs: [MemoryRegion] = []
        runs.reserveCapacity(count)
        forEachRange { _, range in runs.append(MemoryRegion(pages: range, node: NodeID(0))) }
        return runs.withUnsafeBufferPointer { body(GridDistances(entries: $0, base: base)) }
    }
}

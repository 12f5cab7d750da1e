/// The distribution of the times of many short batches. Each time is the mean of a few operations, so a single slow operation still shows, diluted.
package struct LatencyDistribution: Hashable, Codable, Sendable {
    /// Operations in one recorded batch.
    package var operationsPerBatch: Int
    /// Picoseconds per operation (three significant digits, as an HdrHistogram records them), ascending.
    package var picoseconds: [UInt64]
    /// The number of batches with the value at the same index of `picoseconds`.
    package var counts: [UInt64]

    package init(operationsPerBatch: Int, picoseconds: [UInt64], counts: [UInt64]) {
        self.operationsPerBatch = operationsPerBatch
        self.picoseconds = picoseconds
        self.counts = counts
    }
}

/// How the times of many short batches are spread: the mean of a few operations each, so a single slow operation shows, diluted.
package struct LatencyDistribution: Hashable, Codable, Sendable {
    /// Operations in one recorded batch.
    package var operationsPerBatch: Int
    /// Picoseconds per operation (three significant digits, as an HdrHistogram records them), ascending.
    package var picoseconds: [UInt64]
    /// How many batches had the value at the same place of `picoseconds`.
    package var counts: [UInt64]

    package init(operationsPerBatch: Int, picoseconds: [UInt64], counts: [UInt64]) {
        self.operationsPerBatch = operationsPerBatch
        self.picoseconds = picoseconds
        self.counts = counts
    }
}

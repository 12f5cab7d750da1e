/// How the times of many short batches are spread: the mean of a few operations each, so a single slow operation shows, diluted.
public struct LatencyDistribution: Hashable, Codable, Sendable {
    /// Operations in one recorded batch.
    public var operationsPerBatch: Int
    /// Picoseconds per operation (three significant digits, as an HdrHistogram records them), ascending.
    public var picoseconds: [UInt64]
    /// How many batches had the value at the same place of `picoseconds`.
    public var counts: [UInt64]

    public init(operationsPerBatch: Int, picoseconds: [UInt64], counts: [UInt64]) {
        self.operationsPerBatch = operationsPerBatch
        self.picoseconds = picoseconds
        self.counts = counts
    }
}

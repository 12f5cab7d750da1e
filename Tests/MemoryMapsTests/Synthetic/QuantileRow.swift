import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXModule

/// A row of the table of quantiles: value at p0, p10, p25, p50, p75, p90, p95, p99 and max.
struct QuantileRow: Sendable {
    var name: String
    var values: [UInt64]
    static let positions = [0.0, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99, 1.0]

    /// How far a sample is from the row: over the quantiles from p10 to p99 the largest distance, in shares of the sample, by which the row's value misses the
    /// place it should have in the sample. 0 for a sample of which a tenth lies at or below p10, and so on.
    func distance(to sample: [UInt64]) -> Double {
        let sorted = sample.sorted()
        let whole = Double(sorted.count)
        return zip(Self.positions, values).dropFirst().dropLast().map { position, value in
            let below = Double(sorted.count { $0 < value }) / whole
            let upTo = Double(sorted.count { $0 <= value }) / whole
            return max(0, below - position, position - upTo)
        }.max() ?? 0
    }

    /// The sample's own row, for a failure's message.
    func describe(_ sample: [UInt64]) -> String {
        let sorted = sample.sorted()
        return Self.positions.map { String(sorted[min(sorted.count - 1, Int($0 * Double(sorted.count)))]) }.joined(
            separator: " ")
    }
}

import CProbes
import Histogram
internal import SeededRandom

/// Times of many short batches, for the tail that a median hides.
///
/// A batch lasts about 2 us, so that reading the time stamp counter (10 ns) adds less than 1 %, and a slow event of 10 us (an interrupt, a page fault) still
/// stands out five times.
struct DistributionSampler {
    var batch = Duration.microseconds(2)
    var batches = 2000
    /// The fewest batches from which a tail can be read.
    static let leastBatches = 200
    /// The time after which no more than the least number is taken: making the queries of a batch may take longer than the batch; nil: no limit.
    var budget: Duration?

    /// - Parameters:
    ///   - perOperation: nanoseconds of one operation, from the samples.
    ///   - seed: of this case's stream.
    /// - Returns: nil when one operation is longer than 20 us: its samples are its distribution; nil where no batches are asked for.
    func distribution(of workload: any Workload, perOperation: Double, seed: UInt64) -> LatencyDistribution? {
        guard batches > 0, perOperation < 10 * batch.nanoseconds else { return nil }
        let operations = max(1, Int(batch.nanoseconds / max(perOperation, 0.01)))
        // The query streams of all batches would not fit the caches, so they are made for some batches at a time.
        let start = probe_nanoseconds()
        let stretch = min(batches, Self.leastBatches, max(1, 65_536 / operations))
        var random = SeededRandom(seed: seed)
        var cycles: [UInt64] = []
        cycles.reserveCapacity(batches)
        var (totalCycles, totalNanoseconds) = (UInt64(0), UInt64(0))
        while cycles.count < batches {
            if cycles.count >= Self.leastBatches, let budget, .nanoseconds(probe_nanoseconds() - start) > budget {
                break
            }
            workload.refresh(operations: operations * (stretch + 1), random: &random)
            probe_consume(workload.run(0..<operations))
            let first = (probe_cycles(), probe_nanoseconds())
            for batch in 1...stretch {
                let begin = probe_cycles()
                probe_consume(workload.run(batch * operations..<(batch + 1) * operations))
                cycles.append(probe_cycles() &- begin)
            }
            let last = (probe_cycles(), probe_nanoseconds())
            totalCycles += last.0 &- first.0
            totalNanoseconds += last.1 &- first.1
        }
        return Self.histogram(
            cycles, picosecondsPerCycle: 1000 * Double(totalNanoseconds) / Double(max(totalCycles, 1)), operations)
    }

    private static func histogram(_ cycles: [UInt64], picosecondsPerCycle: Double, _ operations: Int)
        -> LatencyDistribution
    {
        let values = cycles.map { UInt64(Double($0) * picosecondsPerCycle / Double(operations)) }
        // Allocated at full size: growing a histogram copies it.
        var histogram = Histogram<UInt64>(
            highestTrackableValue: max(values.max() ?? 0, 2), numberOfSignificantValueDigits: .three)
        for value in values { histogram.record(value) }
        var distribution = LatencyDistribution(operationsPerBatch: operations, picoseconds: [], counts: [])
        for step in histogram.recordedValues() {
            distribution.picoseconds.append(step.value)
            distribution.counts.append(step.count)
        }
        return distribution
    }
}

import CProbes
internal import SeededRandom

/// The measuring loop: calibrate, warm up, then blocks of slots.
struct Sampler {
    let plan: SamplingPlan
    private let workloads: [any Workload]
    private var batches: [Batch] = []

    /// The most operations of a batch.
    private static let mostOperations = 1 << 24

    /// An operation that takes as long as this many batches is a sample by itself.
    private static let farAbove = 20

    /// How many operations a contender's sample runs.
    struct Batch: Hashable {
        /// Untimed operations just before, because the other contenders' slots have evicted caches and predictors.
        var warming: Int
        var timed: Int
        /// The time of the batch where a single operation exceeds `plan.batch`; nil for all others.
        var long: Duration?
    }

    /// One timed batch.
    struct Sample {
        var time: Duration
        var cpuTime: Duration

        /// Its use of the machine: without time in which other programs had the CPU, but with the CPU time of its own threads.
        var cost: Duration { min(time, max(cpuTime, time / 4)) }
    }

    init(workloads: [any Workload], plan: SamplingPlan) {
        self.workloads = workloads
        self.plan = plan
    }

    /// Samples of all contenders, in the order they were given: `[contender][2 * block + half]`.
    /// - Parameter shouldStop: called between slots; true ends the sampling and makes the result nil.
    mutating func sample(shouldStop: () -> Bool) -> [SampleSeries]? {
        let start = probe_nanoseconds()
        batches = []
        for contender in workloads.indices {
            batches.append(calibrate(contender))
            if shouldStop() { return nil }
        }
        var series = batches.map { SampleSeries(operations: $0.timed) }
        for contender in tooSlow() { series[contender].isTooSlow = true }
        let sampled = batches.indices.filter { !series[$0].isTooSlow }
        if sampled.isEmpty { return series }
        let order = SlotOrder(contenders: workloads.count, seed: plan.seed)
        let budget = plan.blocks * sampled.count
        for block in 0..<plan.maximumBlocks {
            let spent = Duration.nanoseconds(probe_nanoseconds() - start)
            if block >= SamplingPlan.leastBlocks, spent > budget * plan.overdraft { break }
            if block >= plan.minimumBlocks, spent > budget || (block % 3 == 0 && isPrecise(sampled.map { series[$0] }))
            {
                break
            }
            for (slot, contender) in order.block(block).enumerated() {
                if series[contender].isTooSlow { continue }
                if shouldStop() { return nil }
                series[contender].append(
                    take(contender, batches[contender], stream: streamSeed(contender, block, slot)))
            }
        }
        return series
    }

    /// Whether every ratio to the first contender is known as well as the plan wants, and every time half as well: a drift of the whole machine is in the times
    /// but not in the ratios.
    private func isPrecise(_ series: [SampleSeries]) -> Bool {
        series.allSatisfy { one in
            let time = BlockEstimates.time(one.times).relativeHalfWidth
            let ratio = BlockEstimates.ratio(one.times, to: series[0].times).relativeHalfWidth
            return time <= (series.count == 1 ? 1 : 2) * plan.precision && ratio <= plan.precision
        }
    }

    /// The contenders with long operations for which no time remains beside the faster ones.
    private func tooSlow() -> [Int] {
        guard let most = plan.longOperations else { return [] }
        let long = batches.enumerated().compactMap { number, batch in batch.long.map { (number, $0) } }
            .sorted { $0.1 < $1.1 }
        var needed = Duration.zero
        return long.drop { _, time in
            needed += time * (2 * SamplingPlan.leastBlocks)
            return needed <= most
        }.map(\.0)
    }

    /// Grows the batch until it lasts `plan.batch`, then runs batches until their times no longer move.
    private func calibrate(_ contender: Int) -> Batch {
        var operations = 1
        var stream: UInt64 = 0
        func sample() -> Sample {
            stream += 1
            return take(contender, Batch(warming: 0, timed: operations), stream: streamSeed(contender, -1, Int(stream)))
        }
        func time() -> Duration { sample().time }
        let first = workloads[contender].firstOperation ?? sample().cost
        // A single operation far exceeds a batch even when warm, so it needs no warming.
        if first > plan.batch * Self.farAbove {
            return Batch(warming: 0, timed: plan.minimumOperations, long: first * plan.minimumOperations)
        }
        while true {
            let elapsed = time()
            // A loop that the compiler removed never reaches the time.
            if elapsed >= plan.batch || operations >= Self.mostOperations { break }
            operations = max(
                operations + 1,
                min(operations * 64, Int(Double(operations) * 1.3 * (plan.batch / max(elapsed, .nanoseconds(100))))))
        }
        let warm = warmUp(time)
        // The first batches were cold, so the batch is sized by the warm time, with a margin so that few samples fall below the minimum.
        let perOperation = warm / operations
        operations = max(
            plan.minimumOperations,
            Int(min((1.1 * (plan.batch / perOperation)).rounded(.up), Double(Self.mostOperations))))
        return Batch(warming: perOperation > .milliseconds(1) ? 0 : max(1, operations / 8), timed: operations)
    }

    /// Repeats a batch until the last three medians-of-three agree within 2 %, at most for a tenth of the budget; the last median.
    private func warmUp(_ time: () -> Duration) -> Duration {
        let start = probe_nanoseconds()
        var times = [time().nanoseconds]
        while .nanoseconds(probe_nanoseconds() - start) < plan.budget / 10, times.count < 64 {
            times.append(time().nanoseconds)
            guard times.count >= 6 else { continue }
            let last = Statistics.median(Array(times.suffix(3)))
            let before = Statistics.median(Array(times.dropLast(3).suffix(3)))
            if abs(last / before - 1) < 0.02 { break }
        }
        return .nanoseconds(Statistics.median(Array(times.suffix(3))))
    }

    private func take(_ contender: Int, _ batch: Batch, stream: UInt64) -> Sample {
        let workload = workloads[contender]
        var random = SeededRandom(seed: stream)
        workload.refresh(operations: batch.warming + batch.timed, random: &random)
        if batch.warming > 0 { probe_consume(workload.run(0..<batch.warming)) }
        let range = batch.warming..<(batch.warming + batch.timed)
        let cpuStart = probe_thread_nanoseconds()
        let start = probe_nanoseconds()
        let checksum = workload.run(range)
        let end = probe_nanoseconds()
        let cpuEnd = probe_thread_nanoseconds()
        probe_consume(checksum)
        return Sample(time: .nanoseconds(end - start), cpuTime: .nanoseconds(cpuEnd - cpuStart))
    }

    /// A seed that is unique to this contender, block and slot.
    private func streamSeed(_ contender: Int, _ block: Int, _ slot: Int) -> UInt64 {
        var random = SeededRandom(seed: plan.seed)
        for part in [contender, block, slot] {
            random = SeededRandom(seed: random.next() ^ UInt64(bitPattern: Int64(part)))
        }
        return random.next()
    }
}

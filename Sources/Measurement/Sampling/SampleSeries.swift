/// The samples of one contender, two a block.
struct SampleSeries {
    let operations: Int
    /// Nanoseconds per operation, in the order taken.
    private(set) var times: [Double] = []
    private(set) var cpuTimes: [Double] = []

    /// Whether samples would have exceeded the time available; there are none then.
    var isTooSlow = false

    init(operations: Int) { self.operations = operations }

    mutating func append(_ sample: Sampler.Sample) {
        times.append(max(sample.time.nanoseconds, 1) / Double(operations))
        cpuTimes.append(sample.cpuTime.nanoseconds / Double(operations))
    }
}

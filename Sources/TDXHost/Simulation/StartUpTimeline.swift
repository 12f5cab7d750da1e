public import TDXModule

/// A start-up in simulated time.
public struct StartUpTimeline: Hashable, Sendable {
    /// A step and its time.
    public struct Entry: Hashable, Sendable {
        /// Which step.
        public var step: StartUpStep
        /// When it begins, from the start of the first.
        public var start: Picoseconds
        /// How long it takes.
        public var duration: Picoseconds
        /// SEAMCALLs of the step.
        public var calls: UInt64
    }

    /// LPs and packages of the machine.
    public let topology: ProcessorTopology
    /// One entry for each step, in order, each beginning where the one before ends.
    public private(set) var entries: [Entry] = []
    /// The last step in detail; its times count from its own start.
    public var initialization = InitTimeline()

    init(topology: ProcessorTopology) { self.topology = topology }

    mutating func add(_ step: StartUpStep, calls: UInt64, _ duration: Picoseconds) {
        entries.append(Entry(step: step, start: end, duration: duration, calls: calls))
    }

    /// When the last step ends.
    public var end: Picoseconds { entries.last.map { $0.start + $0.duration } ?? .zero }

    /// SEAMCALLs of all steps.
    public var seamcalls: UInt64 { entries.reduce(0) { $0 + $1.calls } }

    /// T of the cost model: what tdx_enable() takes.
    public var enabling: Picoseconds {
        entries.lazy.filter(\.step.belongsToEnabling).reduce(.zero) { $0 + $1.duration }
    }

    /// How long `step` takes; zero where it does not happen.
    public func duration(of step: StartUpStep) -> Picoseconds {
        entries.lazy.filter { $0.step == step }.reduce(.zero) { $0 + $1.duration }
    }

    /// The part of the whole that an entry takes, 0 ... 1.
    public func share(of entry: Entry) -> Double { end > .zero ? entry.duration.seconds / end.seconds : 0 }
}

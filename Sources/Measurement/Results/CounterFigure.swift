/// A counted event per operation, or why there is none. An unknown count is never 0.
package struct CounterFigure: Hashable, Codable, Sendable {
    /// The logical counter's name: `instructions`, `branch-misses`, `l1d-misses`, ... or a derived one (`ipc`).
    package var counter: String
    /// Events per operation; nil when it could not be counted.
    package var value: Double?
    /// Why `value` is nil.
    package var reason: Recorded<CounterFault>?
    /// Backend and native event that gave the figure: `papi perf::PAGE-FAULTS`, `callgrind Ir`, `derived`.
    package var source: String?
    /// Whether the value comes from a model of a machine (callgrind's caches) instead of this machine.
    package var isSimulated: Bool

    /// Whether every run of the same program gives the same value: callgrind's and the allocator's. Counts of a real PMU vary with interrupts: they are for
    /// explanation, not for gates.
    package var isExact: Bool { source.map { $0.hasPrefix("callgrind") || $0.hasSuffix(Self.allocator) } ?? false }

    /// The end of the sources of the allocator's figures.
    private static let allocator = " of the allocator"

    /// A figure of the C library's allocator.
    /// - Parameter noun: what is counted: `calls`, `bytes`.
    init(counter: String, value: Double, ofAllocator noun: String) {
        self.init(counter: counter, value: value, source: noun + Self.allocator)
    }

    enum CodingKeys: CodingKey {
        case counter, value, reason, source, isSimulated
    }

    package init(
        counter: String, value: Double?, reason: Recorded<CounterFault>? = nil, source: String? = nil,
        isSimulated: Bool = false
    ) {
        self.counter = counter
        self.value = value
        self.reason = reason
        self.source = source
        self.isSimulated = isSimulated
    }
}

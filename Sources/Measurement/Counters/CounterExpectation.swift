/// The count that a counter must show for known work.
package struct CounterExpectation: Sendable {
    /// The counter that is tested.
    package var counter: LogicalCounter
    /// The work that is done.
    package var work: KnownWork
    /// Events for each unit of work.
    package var eventsPerUnit: Double
    /// The accepted ratios of the count to the expected one. Wide where processors differ legitimately: in counting prefetches as accesses, in
    /// predictors and in replacement.
    package var band: ClosedRange<Double>

    /// The expectation for each counter.
    package static func of(_ counter: LogicalCounter) -> CounterExpectation {
        func expect(_ work: KnownWork, _ events: Double, _ band: ClosedRange<Double>) -> CounterExpectation {
            CounterExpectation(counter: counter, work: work, eventsPerUnit: events, band: band)
        }
        return switch counter {
        // Three cycles of latency on every x86-64 of the last fifteen years; three or four on arm64.
        case .cycles: expect(.products, 3, 0.8...1.5)
        case .instructions: expect(.loop, 2, 0.98...1.02)
        case .branches: expect(.loop, 1, 0.98...1.02)
        case .branchMisses: expect(.choices, 0.5, 0.7...1.3)
        case .l1dLoads: expect(.loads, 1, 0.9...1.3)
        case .l1dMisses: expect(.nearLines, 1, 0.7...1.3)
        case .llcReferences: expect(.farLines, 1, 0.5...2.5)
        case .llcMisses: expect(.coldLines, 1, 0.5...1.5)
        case .dtlbLoads: expect(.loads, 1, 0.9...1.3)
        case .dtlbMisses: expect(.pages, 1, 0.6...1.4)
        case .taskClock: expect(.spinning, 1, 0.9...1.2)
        case .pageFaults: expect(.freshPages, 1, 0.98...1.1)
        case .contextSwitches: expect(.naps, 1, 0.9...2)
        }
    }

    /// The result of testing a counter.
    package enum Verdict: String, Codable, Sendable {
        /// The counter saw the known amount of work.
        case holds
        /// The counter saw another amount: it counts something else, or not all the time.
        case broken
        /// There is no such counter here.
        case absent
        /// The work could not be done here.
        case notJudged = "not-judged"
    }

    /// The result for one source's counter.
    package struct Outcome: Codable, Hashable, Sendable {
        /// The counter.
        package var counter: String
        /// `papi`, `perf`, `rusage`, `perf stat`.
        package var source: String
        /// The source's name for it.
        package var event: String?
        /// The work that was done.
        package var work: String
        /// Units that were done.
        package var units: Int
        /// The expected count.
        package var expected: Double
        /// The count: the median of the repetitions minus the count without work.
        package var counted: Double?
        /// The lowest ratio that still holds.
        package var low: Double
        /// The highest ratio that still holds.
        package var high: Double
        /// Whether it counts what it should.
        package var verdict: Verdict
        /// Why there is no count; nil where there is one.
        package var reason: Recorded<CounterFault>?
    }

    /// An outcome without a count.
    func outcome(source: String, units: Int, verdict: Verdict, reason: CounterFault) -> Outcome {
        Outcome(
            counter: counter.rawValue, source: source, event: nil, work: work.rawValue, units: units,
            expected: eventsPerUnit * Double(units), counted: nil, low: band.lowerBound, high: band.upperBound,
            verdict: verdict, reason: .fact(reason))
    }

    /// Judges a count.
    func outcome(source: String, event: String, units: Int, counted: Double) -> Outcome {
        let expected = eventsPerUnit * Double(units)
        return Outcome(
            counter: counter.rawValue, source: source, event: event, work: work.rawValue, units: units,
            expected: expected, counted: counted, low: band.lowerBound, high: band.upperBound,
            verdict: band.contains(counted / expected) ? .holds : .broken, reason: nil)
    }
}

/// What a counter says it counts, as work of which it must see a known amount.
package struct CounterClaim: Sendable {
    /// The counter that is held to it.
    package var counter: LogicalCounter
    /// What is done.
    package var work: KnownWork
    /// Events for each unit of work.
    package var eventsPerUnit: Double
    /// How far what is counted may be from that and still be the same thing, as a ratio. Wide where processors rightly differ: prefetches that are or
    /// are not accesses, predictors, replacement.
    package var band: ClosedRange<Double>

    /// The claim of each counter.
    package static func of(_ counter: LogicalCounter) -> CounterClaim {
        func claim(_ work: KnownWork, _ events: Double, _ band: ClosedRange<Double>) -> CounterClaim {
            CounterClaim(counter: counter, work: work, eventsPerUnit: events, band: band)
        }
        return switch counter {
        // Three cycles of latency on every x86-64 of the last fifteen years; three or four on arm64.
        case .cycles: claim(.products, 3, 0.8...1.5)
        case .instructions: claim(.loop, 2, 0.98...1.02)
        case .branches: claim(.loop, 1, 0.98...1.02)
        case .branchMisses: claim(.choices, 0.5, 0.7...1.3)
        case .l1dLoads: claim(.loads, 1, 0.9...1.3)
        case .l1dMisses: claim(.nearLines, 1, 0.7...1.3)
        case .llcReferences: claim(.farLines, 1, 0.5...2.5)
        case .llcMisses: claim(.coldLines, 1, 0.5...1.5)
        case .dtlbLoads: claim(.loads, 1, 0.9...1.3)
        case .dtlbMisses: claim(.pages, 1, 0.6...1.4)
        case .taskClock: claim(.spinning, 1, 0.9...1.2)
        case .pageFaults: claim(.freshPages, 1, 0.98...1.1)
        case .contextSwitches: claim(.naps, 1, 0.9...2)
        }
    }

    /// What became of a claim.
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

    /// How one source's counter did.
    package struct Outcome: Codable, Hashable, Sendable {
        /// The counter.
        package var counter: String
        /// `papi`, `perf`, `rusage`, `perf stat`.
        package var source: String
        /// What the source calls it.
        package var event: String?
        /// What was done.
        package var work: String
        /// Units that were done.
        package var units: Int
        /// What the counter must say.
        package var expected: Double
        /// What it said: the median of the repetitions, less what it says of no work.
        package var counted: Double?
        /// The lowest ratio that still holds.
        package var low: Double
        /// The highest ratio that still holds.
        package var high: Double
        /// Whether it counts what it claims.
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

    /// Holds a count to the claim.
    func outcome(source: String, event: String, units: Int, counted: Double) -> Outcome {
        let expected = eventsPerUnit * Double(units)
        return Outcome(
            counter: counter.rawValue, source: source, event: event, work: work.rawValue, units: units,
            expected: expected, counted: counted, low: band.lowerBound, high: band.upperBound,
            verdict: band.contains(counted / expected) ? .holds : .broken, reason: nil)
    }
}

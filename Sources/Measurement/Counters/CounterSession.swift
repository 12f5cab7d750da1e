/// Counts the same work once per pass, at most four events a pass, and accepts a pass only when its anchor agrees with the others.
package struct CounterSession {
    /// One pass: a backend and what it counts in it.
    struct Pass {
        let backend: any CounterBackend
        let counters: [LogicalCounter]
        /// The counters that are reported from this pass; the others are the anchor, reported from an earlier one.
        let reported: [LogicalCounter]
    }

    let passes: [Pass]
    let events: [LogicalCounter: String]
    let absent: [(counter: LogicalCounter, fault: CounterFault)]

    /// A pass whose instructions differ by more than this share from the first pass's is rejected.
    static let anchorTolerance = 0.001
    /// How often a pass is tried before its counters are given up.
    static let attempts = 3

    /// - Parameters:
    ///   - backends: in order of preference; a counter is taken from the first that proves it.
    ///   - groups: what to count.
    package init(backends: [any CounterBackend], groups: [EventGroup] = [.base, .software]) {
        var passes: [Pass] = []
        var events: [LogicalCounter: String] = [:]
        var owners: [LogicalCounter: ObjectIdentifier] = [:]
        var faults: [LogicalCounter: [CounterFault.SourceFault]] = [:]
        var seen: Set<LogicalCounter> = []
        for group in groups {
            var open = group.counters.filter { seen.insert($0).inserted }
            for backend in backends where !open.isEmpty {
                var mine: [LogicalCounter] = []
                for counter in open {
                    switch backend.resolve(counter) {
                    case .found(let event):
                        mine.append(counter)
                        events[counter] = "\(backend.name) \(event)"
                        owners[counter] = ObjectIdentifier(backend)
                    case .absent(let fault): faults[counter, default: []].append(.init(backend.name, fault))
                    case .notOffered: break
                    }
                }
                guard !mine.isEmpty else { continue }
                open.removeAll { mine.contains($0) }
                let anchor =
                    group == .software ? [] : EventGroup.anchor.filter { owners[$0] == ObjectIdentifier(backend) }
                passes += Self.fitting(backend, mine, anchor: anchor)
            }
        }
        self.passes = passes
        self.events = events
        absent = seen.filter { events[$0] == nil }.sorted { $0.rawValue < $1.rawValue }
            .map { ($0, faults[$0].map(CounterFault.nowhere) ?? (backends.isEmpty ? .switchedOff : .notOffered)) }
    }

    /// Whether anything can be counted.
    package var isEmpty: Bool { passes.isEmpty }

    /// The source of each counter, or why it is absent.
    package var resolutions: [(counter: LogicalCounter, resolution: CounterResolution)] {
        LogicalCounter.allCases.compactMap { counter in
            if let event = events[counter] { return (counter, .found(event: event)) }
            return absent.first { $0.counter == counter }.map { (counter, .absent($0.fault)) }
        }
    }

    /// Counts `work`, once for every pass (more often where a pass is not accepted).
    ///
    /// `work` should last 100 us or more: starting and stopping costs a few microseconds.
    /// - Parameters:
    ///   - operations: how many operations `work` performs; figures are per operation.
    ///   - prepare: restores exactly the same input before every pass, uncounted.
    /// - Returns: one figure per counter, each with a value or a reason, and the figures derived from them.
    package func count(operations: Int, prepare: () -> Void = {}, work: () -> Void) -> [CounterFigure] {
        var totals: [LogicalCounter: UInt64] = [:]
        var failed = absent
        var anchor: UInt64?
        for pass in passes {
            do throws(CounterFault) {
                for (counter, value) in try run(pass, anchor: &anchor, prepare: prepare, work: work)
                where pass.reported.contains(counter) {
                    totals[counter] = value
                }
            } catch {
                failed += pass.reported.map { ($0, .nowhere([.init(pass.backend.name, error)])) }
            }
        }
        var figures = LogicalCounter.allCases.compactMap { counter -> CounterFigure? in
            if let total = totals[counter] {
                return CounterFigure(
                    counter: counter.rawValue, value: Double(total) / Double(max(1, operations)),
                    source: events[counter])
            }
            return failed.first { $0.counter == counter }.map {
                CounterFigure(counter: counter.rawValue, value: nil, reason: .fact($0.fault))
            }
        }
        figures += DerivedFigures.figures(from: figures)
        return figures
    }

    private func run(
        _ pass: Pass, anchor: inout UInt64?, prepare: () -> Void, work: () -> Void
    ) throws(CounterFault) -> [(LogicalCounter, UInt64)] {
        let counters = try pass.backend.open(pass.counters)
        var fault = CounterFault.notTried
        for _ in 0..<Self.attempts {
            prepare()
            try counters.start()
            work()
            let reading = try counters.stop()
            do throws(CounterFault) {
                try Self.believe(reading, of: pass, anchor: &anchor)
                return Array(zip(pass.counters, reading.values))
            } catch {
                fault = error
            }
        }
        throw fault
    }

    /// Rejects a reading whose counters were time-shared, or that counted other work than the first accepted pass.
    private static func believe(_ reading: CounterReading, of pass: Pass, anchor: inout UInt64?) throws(CounterFault) {
        if let fault = reading.sharing { throw fault }
        guard let place = pass.counters.firstIndex(of: .instructions) else { return }
        let instructions = reading.values[place]
        if instructions == 0 { throw .noInstruction }
        guard let expected = anchor else {
            anchor = instructions
            return
        }
        let difference = Double(instructions.distance(to: expected).magnitude)
        if difference > Double(expected) * anchorTolerance {
            throw .otherWork(instructions: instructions, first: expected)
        }
    }
}

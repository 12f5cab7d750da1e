/// Tests counters with known work.
struct CounterTrial {
    /// Whether to do less work.
    let quick: Bool
    let caches: [Environment.Cache]

    private var repetitions: Int { quick ? 3 : 7 }

    /// One outcome for each backend that offers the counter.
    func outcomes(of counter: LogicalCounter, by backends: [any CounterBackend]) -> [CounterExpectation.Outcome] {
        let expectation = CounterExpectation.of(counter)
        let units = expectation.work.units(quick: quick)
        var workload: Result<KnownWorkload, CounterFault>?
        return backends.compactMap { backend in
            switch backend.resolve(counter) {
            case .notOffered: return nil
            case .absent(let fault):
                return expectation.outcome(source: backend.name, units: units, verdict: .absent, reason: fault)
            case .found(let event):
                // Memory is allocated once, and only where something can be counted in it.
                let made = workload ?? Self.made(expectation.work, units: units, caches: caches)
                workload = made
                do throws(CounterFault) {
                    let counted = try count(try made.get(), units, counter, by: backend)
                    return expectation.outcome(source: backend.name, event: event, units: units, counted: counted)
                } catch {
                    return expectation.outcome(source: backend.name, units: units, verdict: .notJudged, reason: error)
                }
            }
        }
    }

    private static func made(
        _ work: KnownWork, units: Int, caches: [Environment.Cache]
    ) -> Result<KnownWorkload, CounterFault> {
        do throws(CounterFault) {
            return .success(try KnownWorkload(work, units: units, caches: caches))
        } catch { return .failure(error) }
    }

    /// The median with the work minus the median without it.
    private func count(
        _ workload: KnownWorkload, _ units: Int, _ counter: LogicalCounter, by backend: any CounterBackend
    ) throws(CounterFault) -> Double {
        let counters = try backend.open([counter])
        func median(_ units: Int) throws(CounterFault) -> Double {
            var counts: [UInt64] = []
            for _ in 0..<repetitions {
                workload.prepare()
                try counters.start()
                workload.run(units)
                let reading = try counters.stop()
                if let fault = reading.sharing { throw fault }
                counts.append(reading.values[0])
            }
            return Double(counts.sorted()[counts.count / 2])
        }
        // The first repetition warms caches, page tables and predictors.
        workload.prepare()
        workload.run(units)
        return try median(units) - median(0)
    }

    /// The counter by `perf stat`, as the difference between a process that does the work and one that does none; nil where perf is not installed.
    func outcome(ofPerfStat counter: LogicalCounter, command: [String]) -> CounterExpectation.Outcome? {
        guard let perf = Programs.perf, let program = ChildProcess.ownExecutable else { return nil }
        let expectation = CounterExpectation.of(counter)
        // A whole process is counted, so the work must be large compared with its start.
        let units =
            expectation.work.units(quick: false) * (expectation.work == .naps || expectation.work == .spinning ? 16 : 1)
        func counted(_ units: Int) -> PerfStat.Count {
            PerfStat.count(
                counter, of: ChildProcess(program, command + [expectation.work.rawValue, String(units)]), program: perf)
        }
        switch (counted(units), counted(0)) {
        case (.value(let some), .value(let none)):
            return expectation.outcome(
                source: "perf stat", event: PerfStat.event(counter), units: units, counted: some - none)
        case (.absent(let fault), _), (_, .absent(let fault)):
            return expectation.outcome(source: "perf stat", units: units, verdict: .absent, reason: .perfStat(fault))
        }
    }
}

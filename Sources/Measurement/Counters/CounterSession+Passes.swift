extension CounterSession {
    /// As few passes as the machine's counters allow: all counters at once where that works, else halves, down to one counter with the anchor, then without it.
    /// A watchdog, another user or a VM may leave fewer counters than the processor has.
    static func fitting(
        _ backend: any CounterBackend, _ mine: [LogicalCounter], anchor: [LogicalCounter]
    ) -> [Pass] {
        let others = mine.filter { !anchor.contains($0) }
        let own = mine.filter { anchor.contains($0) }
        let pass = Pass(backend: backend, counters: anchor + others, reported: mine)
        if pass.counters.count == 1 || backend.conflict(among: pass.counters) == nil { return [pass] }
        if others.isEmpty { return own.map { Pass(backend: backend, counters: [$0], reported: [$0]) } }
        if others.count > 1 || !own.isEmpty {
            let half = others.count / 2
            return fitting(backend, own + others[..<half], anchor: anchor)
                + fitting(backend, Array(others[half...]), anchor: anchor)
        }
        // Cycles are dropped first: passes are compared by their instructions.
        return fitting(backend, others, anchor: Array(anchor.dropFirst()))
    }

    /// The record's entry for a pass.
    func trial(of pass: Pass) -> CounterRecord.Pass {
        CounterRecord.Pass(
            source: pass.backend.name, counters: pass.counters.map(\.rawValue),
            fault: pass.backend.conflict(among: pass.counters).map(Recorded.fact))
    }
}

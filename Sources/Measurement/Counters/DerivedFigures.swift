/// Figures computed from counters: instructions per cycle, and misses per thousand instructions.
enum DerivedFigures {
    /// The derived figures whose inputs were counted.
    static func figures(from figures: [CounterFigure]) -> [CounterFigure] {
        func value(_ counter: LogicalCounter) -> Double? { figures.first { $0.counter == counter.rawValue }?.value }
        var derived: [CounterFigure] = []
        func add(_ name: String, _ numerator: LogicalCounter, per denominator: LogicalCounter, scale: Double = 1) {
            guard let top = value(numerator), let bottom = value(denominator), bottom > 0 else { return }
            derived.append(CounterFigure(counter: name, value: top / bottom * scale, source: "derived"))
        }
        add("ipc", .instructions, per: .cycles)
        add("branch-miss-share", .branchMisses, per: .branches)
        add("branch-mpki", .branchMisses, per: .instructions, scale: 1000)
        add("l1d-mpki", .l1dMisses, per: .instructions, scale: 1000)
        add("llc-mpki", .llcMisses, per: .instructions, scale: 1000)
        add("dtlb-mpki", .dtlbMisses, per: .instructions, scale: 1000)
        return derived
    }
}

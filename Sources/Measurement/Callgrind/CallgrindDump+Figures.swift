extension CallgrindDump {
    /// The logical counters of a counted case, per operation. Instructions and branches are exact; misses come from callgrind's model of a machine.
    func figures(operations: Int) -> [CounterFigure] {
        func figure(_ counter: String, _ events: String, _ value: UInt64, simulated: Bool) -> CounterFigure {
            CounterFigure(
                counter: counter, value: Double(value) / Double(max(operations, 1)), source: "callgrind \(events)",
                isSimulated: simulated)
        }
        let firstLevel = self["I1mr"] + self["D1mr"] + self["D1mw"]
        let lastLevel = self["ILmr"] + self["DLmr"] + self["DLmw"]
        let accesses = self["Ir"] + self["Dr"] + self["Dw"]
        return [
            figure("instructions", "Ir", self["Ir"], simulated: false),
            figure("branches", "Bc+Bi", self["Bc"] + self["Bi"], simulated: false),
            figure("data-accesses", "Dr+Dw", self["Dr"] + self["Dw"], simulated: false),
            figure("branch-misses", "Bcm+Bim", self["Bcm"] + self["Bim"], simulated: true),
            figure("l1d-misses", "D1mr+D1mw", self["D1mr"] + self["D1mw"], simulated: true),
            figure("llc-misses", "ILmr+DLmr+DLmw", lastLevel, simulated: true),
            // An access that ends in L1 counts 1, in the last level 5, in memory 35: KCachegrind's estimate, without branches.
            figure(
                "estimated-cycles", "L1+5*LL+35*RAM",
                (accesses - min(accesses, firstLevel)) + 5 * (firstLevel - min(firstLevel, lastLevel)) + 35 * lastLevel,
                simulated: true),
        ]
    }
}

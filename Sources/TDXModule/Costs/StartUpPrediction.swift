/// What a layout costs to bring into use: the `predicted` object of `tdmr plan`. Simulated time, TDH.SYS.TDMR.INIT alone, without allocation.
public struct StartUpPrediction: Hashable, Sendable {
    /// All SEAMCALLs of the start-up sequence.
    public var seamcalls: UInt64
    /// T_init with one LP.
    public var serial: Picoseconds
    /// T_init with `processors` LPs.
    public var parallel: Picoseconds
    /// Logical processors.
    public var processors: Int

    public init(seamcalls: UInt64, serial: Picoseconds, parallel: Picoseconds, processors: Int) {
        self.seamcalls = seamcalls
        self.serial = serial
        self.parallel = parallel
        self.processors = processors
    }
}

extension CostModel {
    /// Predicts the start-up of a layout.
    /// - Precondition: `processors` > 0.
    public func predict(
        _ tdmrs: some Collection<TDMRInitWork>, reads: MetadataReads, processors: Int, packages: Int,
        pamt: PAMTMode = .static
    ) -> StartUpPrediction {
        let sums = initTimes(tdmrs, pamt: pamt)
        let initCalls = tdmrs.reduce(0) { $0 + $1.granules } * callsPerGranule(pamt)
        // SYS.INIT, LP.INIT on each LP, SYS.RD, CONFIG, KEY.CONFIG on each package, TDMR.INIT.
        let seamcalls = 1 + UInt64(processors) + reads.calls(pamt) + 1 + UInt64(packages) + initCalls
        return StartUpPrediction(
            seamcalls: seamcalls, serial: sums.serial, parallel: sums.parallel(processors: processors),
            processors: processors)
    }
}

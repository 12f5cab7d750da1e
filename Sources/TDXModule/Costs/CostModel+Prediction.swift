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

/// The predicted cost of initialising a layout: the `predicted` object of `tdmr plan`. Simulated time, TDH.SYS.TDMR.INIT alone, without allocation.
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

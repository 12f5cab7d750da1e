/// What the steps of starting the TDX module cost, in simulated time.
///
/// A parameter's range and how sure its default is stand in `CostParameter`. Most are not published anywhere: a prediction is as good as they are.
public struct CostModel: Hashable, Sendable {
    /// t_trans: SEAMCALL, the module's dispatcher and SEAMRET.
    public var transition: Picoseconds = .microseconds(2)
    /// t_body: the inside of a TDH.SYS.TDMR.INIT without reserved areas; 1024 pages, 16 KiB stored.
    public var body: Picoseconds = .microseconds(4)
    /// The same with dynamic PAMT: 4096 pages, 512 bytes of bitmap.
    public var dynamicBody: Picoseconds = .nanoseconds(2500)
    /// t_call as a whole, where it was measured as such: stands in for `transition` + `body` of a TDH.SYS.TDMR.INIT with static PAMT.
    public var statedCall: Picoseconds?
    /// t_area: for each page and reserved area of the TDMR, wherever the area lies; pages inside areas are charged alike.
    public var areaPerPage = Picoseconds(260)
    /// What one node's memory takes in PAMT writes from all LPs together.
    public var nodeWriteBandwidth: Bandwidth = .gigabytesPerSecond(60)
    /// T_alloc per GiB of TDMR where the kernel zeroes what it allocates (init_on_alloc).
    public var zeroedAllocationPerGranule: Picoseconds = .microseconds(1200)
    /// T_alloc per GiB of TDMR where it does not.
    public var bareAllocationPerGranule: Picoseconds = .microseconds(200)
    /// T_key: TDH.SYS.KEY.CONFIG on one package, the transition included; packages go one after the other.
    public var keyConfig: Picoseconds = .microseconds(50)
    /// T_wbinvd: flushing the caches of all CPUs, once.
    public var cacheFlush: Picoseconds = .milliseconds(5)
    /// TDH.SYS.LP.INIT, the transition included; all LPs at once.
    public var processorInit: Picoseconds = .microseconds(30)
    /// TDH.SYS.CONFIG's checks, for each ordered pair of TDMRs.
    public var configPerPair: Picoseconds = .nanoseconds(14)
    /// TDH.SYS.CONFIG's checks, for each TDMR and reserved area (of any TDMR).
    public var configPerArea = Picoseconds(3700)

    public init() {}

    /// The defaults.
    public static let standard = CostModel()
}

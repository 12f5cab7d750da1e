public import PhysicalMemory

/// The costs of the steps of starting the TDX module, in simulated time.
///
/// `CostParameter` has each parameter's range and how sure its default is. Most are not published: a prediction is as good as they are.
public struct CostModel: Hashable, Sendable {
    /// t_trans: SEAMCALL, the module's dispatcher and SEAMRET.
    public var transition: Picoseconds = .microseconds(2)
    /// t_body: the inside of a TDH.SYS.TDMR.INIT without reserved areas; 1024 pages, 16 KiB stored.
    public var body: Picoseconds = .microseconds(4)
    /// The same with dynamic PAMT where a call does 1024 pages: 128 bytes of bitmap.
    public var dynamicBody: Picoseconds = .nanoseconds(700)
    /// The same with dynamic PAMT where a call does 4096 pages: 512 bytes of bitmap.
    public var largeDynamicBody: Picoseconds = .nanoseconds(2500)
    /// t_call as a whole, where only the sum was measured: used in place of `transition` + `body` of a TDH.SYS.TDMR.INIT with static PAMT.
    public var statedCall: Picoseconds?
    /// t_area: for each page and reserved area of the TDMR, wherever the area lies; pages inside areas are charged alike.
    public var areaPerPage = Picoseconds(260)
    /// The bandwidth of one node's memory for PAMT writes of all LPs together.
    public var nodeWriteBandwidth: Bandwidth = .gigabytesPerSecond(60)
    /// T_alloc per GiB of TDMR where the kernel zeroes what it allocates (init_on_alloc).
    public var zeroedAllocationPerGranule: Picoseconds = .microseconds(1200)
    /// T_alloc per GiB of TDMR where it does not.
    public var bareAllocationPerGranule: Picoseconds = .microseconds(200)
    /// T_key: TDH.SYS.KEY.CONFIG on one package, the transition included; packages go one after the other.
    public var keyConfig: Picoseconds = .microseconds(50)
    /// T_wbinvd: flushing the caches of all CPUs, once.
    public var cacheFlush: Picoseconds = .milliseconds(5)
    /// T_alloc for each contiguous run beyond what its bytes cost: isolating page blocks, draining the lists of all CPUs. With static PAMT it is part of the figures for a GiB.
    public var fixedAllocation: Picoseconds = .microseconds(100)
    /// T_alloc for each run taken from memblock while booting.
    public var bootAllocation: Picoseconds = .microseconds(10)
    /// TDH.SYS.LP.INIT, the transition included; all LPs at once.
    public var processorInit: Picoseconds = .microseconds(30)
    /// The same where one LP goes after the other, with VMXON and the way to the LP's own thread.
    public var serialProcessorInit: Picoseconds = .microseconds(50)
    /// TDH.PHYMEM.PAMT.ADD of a pair of pages, without waiting for the kernel's lock.
    public var pamtAdd: Picoseconds = .microseconds(4)
    /// TDH.PHYMEM.PAMT.REMOVE likewise.
    public var pamtRemove: Picoseconds = .microseconds(2)
    /// tdx_pamt_get() of a page, for one guest that starts alone.
    public var pamtGet: Picoseconds = .nanoseconds(2868)
    /// Added to a tdx_pamt_get() by each other guest that starts at the same time: all take one lock.
    public var pamtWait: Picoseconds = .nanoseconds(3325)
    /// tdx_pamt_put() of a page, for one guest alone.
    public var pamtPut: Picoseconds = .nanoseconds(180)
    /// Added to a tdx_pamt_put() by each other guest.
    public var pamtPutWait: Picoseconds = .nanoseconds(105)
    /// tdx_pamt_get() where counts above 0 are taken without the lock.
    public var pamtLockFreeGet: Picoseconds = .nanoseconds(72)
    /// P-SEAMLDR's INSTALL on one LP; LPs go one after the other.
    public var moduleInstall: Picoseconds = .microseconds(500)
    /// TDH.SYS.CONFIG's checks, for each ordered pair of TDMRs.
    public var configPerPair: Picoseconds = .nanoseconds(14)
    /// TDH.SYS.CONFIG's checks, for each TDMR and reserved area (of any TDMR).
    public var configPerArea = Picoseconds(3700)

    /// The memory that one TDH.SYS.TDMR.INIT initialises with dynamic PAMT: 1024 or 4096 pages of 4 KiB, by the module's version.
    public var dynamicCallSize = ByteCount.pages(1024)
    /// Bits of the bitmap for each 4 KiB page with dynamic PAMT.
    public var dynamicBitmapBits = 1

    /// Every parameter at its central value.
    public init() {}

    /// The same parameters for a module of these rules whose bitmap has so many bits a page.
    public func of(_ rules: ModuleRules, bitmapBits: Int = 1) -> CostModel {
        var model = self
        model.dynamicCallSize = rules.dynamicCallSize
        model.dynamicBitmapBits = bitmapBits
        return model
    }

    /// The defaults.
    public static let standard = CostModel()
}

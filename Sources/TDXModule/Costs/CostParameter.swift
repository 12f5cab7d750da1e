/// A parameter of the cost model as a person names it, in a file or on the command line.
public enum CostParameter: String, Hashable, Sendable, CaseIterable {
    /// SEAMCALL, dispatcher and SEAMRET: 1 to 4.2 us.
    case transition = "t_trans"
    /// Inside of a TDMR.INIT without areas, 1024 pages: 2.8 to 5 us.
    case body = "t_body"
    /// Inside of a TDMR.INIT with dynamic PAMT, 1024 pages: 0.5 to 2 us.
    case dynamicBody = "t_body_dynamic"
    /// Inside of a TDMR.INIT with dynamic PAMT, 4096 pages (2.0.08, 2.0.12): 2 to 6 us.
    case largeDynamicBody = "t_body_dynamic_4096"
    /// Whole TDMR.INIT without areas, static PAMT; replaces t_trans + t_body: 4 to 10 us.
    case call = "t_call"
    /// TDMR.INIT, per page and reserved area of the TDMR: 0.13 to 1.04 ns.
    case areaPerPage = "t_area"
    /// PAMT writes of all LPs into one node: 30 to 150 GB/s.
    case nodeWriteBandwidth = "node_write_bandwidth"
    /// PAMT allocation per GiB of TDMR, with zeroing: 0.2 to 1.3 ms.
    case zeroedAllocation = "t_alloc_zeroed"
    /// PAMT allocation per GiB of TDMR, without zeroing: 0.2 to 1.3 ms.
    case bareAllocation = "t_alloc_bare"
    /// One contiguous run, with dynamic PAMT: 0.02 to 5 ms.
    case fixedAllocation = "t_alloc_run"
    /// One run from memblock while booting: 1 to 100 us.
    case bootAllocation = "t_alloc_boot"
    /// KEY.CONFIG on one package: 10 to 1000 us.
    case keyConfig = "t_key"
    /// WBINVD on all CPUs: 1 to 50 ms.
    case cacheFlush = "t_wbinvd"
    /// LP.INIT, all LPs at once: 10 to 100 us.
    case processorInit = "t_lp_init"
    /// LP.INIT, one LP after the other (Linux 7.x): 20 to 150 us.
    case serialProcessorInit = "t_lp_init_serial"
    /// CONFIG's checks per ordered pair of TDMRs: 7 to 28 ns.
    case configPerPair = "t_config_pair"
    /// CONFIG's checks per TDMR and reserved area: 1.85 to 7.4 ns.
    case configPerArea = "t_config_area"
    /// PAMT.ADD of a pair of pages, without the lock: 2 to 18 us.
    case pamtAdd = "t_pamt_add"
    /// PAMT.REMOVE of a pair of pages, without the lock: 1 to 11 us.
    case pamtRemove = "t_pamt_remove"
    /// A `tdx_pamt_get` by one guest that starts alone: 2 to 4 us.
    case pamtGet = "t_pamt_get"
    /// Wait of a `tdx_pamt_get` per other guest that starts at the same time: 0.5 to 23 us.
    case pamtWait = "t_pamt_wait"
    /// A `tdx_pamt_put` by one guest alone: 0.1 to 1 us.
    case pamtPut = "t_pamt_put"
    /// Wait of a `tdx_pamt_put` per other guest: 0.02 to 1 us.
    case pamtPutWait = "t_pamt_put_wait"
    /// A `tdx_pamt_get` without the lock (in flight): 0.05 to 0.3 us.
    case pamtLockFreeGet = "t_pamt_get_lockfree"
    /// P-SEAMLDR INSTALL on one LP, run-time update: 100 to 5000 us.
    case moduleInstall = "t_install"

    /// What `--cost` and cost files call it.
    public var name: String { rawValue }

    /// How reliable a default is.
    public enum Confidence: String, Sendable {
        /// Measured and published for this step.
        case high
        /// Derived from published figures of the same kind.
        case medium
        /// Estimated; only its range is to be relied on.
        case low
    }

    /// The facts about a parameter.
    public struct Facts: Sendable {
        /// The quantity that the value measures.
        public let meaning: String
        /// The unit of `range` and of a value given without one.
        public let unit: CostUnit
        /// The values taken, in `unit`, written as a person writes them.
        public let range: (low: String, high: String)
        /// How sure the value is.
        public let confidence: Confidence
        /// Where the default comes from.
        public let basis: String
    }

    /// Value, range, unit, confidence and source of the parameter.
    public var facts: Facts {
        switch self {
        case .transition:
            Facts(
                meaning: "SEAMCALL, dispatcher and SEAMRET", unit: .microseconds, range: ("1", "4.2"), confidence: .low,
                basis: "nothing published; upper end: 7 us minus the 2.8 us loop")
        case .body:
            Facts(
                meaning: "inside of a TDMR.INIT without areas, 1024 pages", unit: .microseconds, range: ("2.8", "5"),
                confidence: .medium,
                basis: "2.8 us: the module's own loop on another CPU, without encryption; upper end: 7 us minus t_trans"
            )
        case .dynamicBody:
            Facts(
                meaning: "the same with dynamic PAMT, 1024 pages", unit: .microseconds, range: ("0.5", "2"),
                confidence: .low,
                basis: "a quarter of the figure for 4096 pages; a restated loop takes 1 to 2 us")
        case .largeDynamicBody:
            Facts(
                meaning: "the same with dynamic PAMT, 4096 pages (2.0.08, 2.0.12)", unit: .microseconds,
                range: ("2", "6"), confidence: .low,
                basis: "2.1 us on the patched module's own loop")
        case .call:
            Facts(
                meaning: "whole TDMR.INIT without areas, static PAMT; replaces t_trans + t_body", unit: .microseconds,
                range: ("4", "10"),
                confidence: .high,
                basis:
                    "7 us at 2.2 GHz is Intel's figure; 4 to 7 from published totals minus allocation; 10 on a busy machine"
            )
        case .areaPerPage:
            Facts(
                meaning: "TDMR.INIT, per page and reserved area of the TDMR", unit: .nanoseconds,
                range: ("0.13", "1.04"), confidence: .medium,
                basis: "the module's own loop: 0.26 ns where the areas come after the page, 0.52 ns before")
        case .nodeWriteBandwidth:
            Facts(
                meaning: "PAMT writes of all LPs into one node", unit: .gigabytesPerSecond, range: ("30", "150"),
                confidence: .low,
                basis: "guess from memory channels")
        case .zeroedAllocation:
            Facts(
                meaning: "PAMT allocation per GiB of TDMR, with zeroing", unit: .milliseconds, range: ("0.2", "1.3"),
                confidence: .medium,
                basis: "a start-up that failed right after it: 1.29 ms per GiB")
        case .bareAllocation:
            Facts(
                meaning: "PAMT allocation per GiB of TDMR, without zeroing", unit: .milliseconds, range: ("0.2", "1.3"),
                confidence: .medium,
                basis: "difference of two published start-ups")
        case .fixedAllocation:
            Facts(
                meaning: "one contiguous run, with dynamic PAMT", unit: .milliseconds, range: ("0.02", "5"),
                confidence: .low,
                basis: "guess: isolating page blocks and draining the lists of all CPUs")
        case .bootAllocation:
            Facts(
                meaning: "one run from memblock while booting", unit: .microseconds, range: ("1", "100"),
                confidence: .low, basis: "guess")
        case .keyConfig:
            Facts(
                meaning: "KEY.CONFIG on one package", unit: .microseconds, range: ("10", "1000"), confidence: .low,
                basis: "guess")
        case .cacheFlush:
            Facts(
                meaning: "WBINVD on all CPUs", unit: .milliseconds, range: ("1", "50"), confidence: .low, basis: "guess"
            )
        case .processorInit:
            Facts(
                meaning: "LP.INIT, all LPs at once", unit: .microseconds, range: ("10", "100"), confidence: .low,
                basis: "guess")
        case .serialProcessorInit:
            Facts(
                meaning: "LP.INIT, one LP after the other (Linux 7.x)", unit: .microseconds, range: ("20", "150"),
                confidence: .low,
                basis: "guess: with VMXON and the way to the CPU's hotplug thread")
        case .configPerPair:
            Facts(
                meaning: "CONFIG's checks per ordered pair of TDMRs", unit: .nanoseconds, range: ("7", "28"),
                confidence: .medium,
                basis: "the module's own checks, without mapping and call")
        case .configPerArea:
            Facts(
                meaning: "CONFIG's checks per TDMR and reserved area", unit: .nanoseconds, range: ("1.85", "7.4"),
                confidence: .medium,
                basis: "the module's own checks, without mapping and call")
        case .pamtAdd:
            Facts(
                meaning: "PAMT.ADD of a pair of pages, without the lock", unit: .microseconds, range: ("2", "18"),
                confidence: .high,
                basis: "published average, 2026")
        case .pamtRemove:
            Facts(
                meaning: "PAMT.REMOVE of a pair of pages, without the lock", unit: .microseconds, range: ("1", "11"),
                confidence: .high,
                basis: "published average, 2026")
        case .pamtGet:
            Facts(
                meaning: "a tdx_pamt_get by one guest that starts alone", unit: .microseconds, range: ("2", "4"),
                confidence: .high,
                basis: "published: 706,000 gets in 2.03 s with one guest, TDH.PHYMEM.PAMT.ADD taken off")
        case .pamtWait:
            Facts(
                meaning: "the same, more for each other guest that starts at once", unit: .microseconds,
                range: ("0.5", "23"), confidence: .medium,
                basis: "published: 3.43 million gets in 55.5 s with five guests; up to 69 us with four")
        case .pamtPut:
            Facts(
                meaning: "a tdx_pamt_put by one guest alone", unit: .microseconds, range: ("0.1", "1"),
                confidence: .medium,
                basis: "published: 130 ms for 706,000 with one guest")
        case .pamtPutWait:
            Facts(
                meaning: "the same, more for each other guest", unit: .microseconds, range: ("0.02", "1"),
                confidence: .medium,
                basis: "published: 2.07 s for 3.43 million with five guests")
        case .pamtLockFreeGet:
            Facts(
                meaning: "a tdx_pamt_get without the lock (in flight)", unit: .microseconds, range: ("0.05", "0.3"),
                confidence: .medium,
                basis: "published: 51 ms for 706,000")
        case .moduleInstall:
            Facts(
                meaning: "P-SEAMLDR INSTALL on one LP, run-time update", unit: .microseconds, range: ("100", "5000"),
                confidence: .low, basis: "guess")
        }
    }
}

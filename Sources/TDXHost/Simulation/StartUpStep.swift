/// A step of the start-up, in the order they are taken.
public enum StartUpStep: String, Hashable, Sendable, CaseIterable {
    /// The module's own initialisation, on one LP.
    case moduleInit = "TDH.SYS.INIT"
    /// Initialisation on every LP.
    case processorInit = "TDH.SYS.LP.INIT"
    /// Reading the module's metadata.
    case metadata = "TDH.SYS.RD"
    /// Allocating the tables.
    case allocation = "PAMT allocation"
    /// Handing over the TDMRs.
    case config = "TDH.SYS.CONFIG"
    /// Writing back all caches.
    case cacheFlush = "WBINVD"
    /// Configuring the global KeyID, package after package.
    case keyConfig = "TDH.SYS.KEY.CONFIG"
    /// Initialising the TDMRs.
    case tdmrInit = "TDH.SYS.TDMR.INIT"

    /// Whether the step belongs to tdx_enable(), the T of the cost model; the others come before.
    var belongsToEnabling: Bool { self >= .allocation }
}

extension StartUpStep: Comparable {
    public static func < (a: Self, b: Self) -> Bool { a.place < b.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

public import TDXModule

/// The sizes that a planning problem is made of: pages to a granule and bytes of each PAMT table to a granule.
///
/// The module's own are `init(limits:)`. Others exist so that the planner's search can be compared with a brute force, which only small granules
/// allow: nothing in the search knows which of the two it is given.
public struct PlanningScale: Hashable, Sendable {
    /// 4 KiB pages of one granule, the unit of TDMR bases and sizes. At least 1.
    public var pagesPerGranule: Int
    /// Bytes of the table of each level for each granule of a TDMR, before the table is rounded up to pages; at most 2^48.
    public var bytes4K: Int
    public var bytes2M: Int
    public var bytes1G: Int

    public init(pagesPerGranule: Int, bytes4K: Int, bytes2M: Int, bytes1G: Int) {
        self.pagesPerGranule = pagesPerGranule
        self.bytes4K = bytes4K
        self.bytes2M = bytes2M
        self.bytes1G = bytes1G
    }

    /// The module's: granules of 1 GiB and the entry sizes of `limits`.
    public init(limits: ModuleLimits) {
        self.init(sizes: limits.pamtSizes())
    }

    public init(sizes: PAMTSizes) {
        func bytes(_ level: PAMTLevel) -> Int { Int(sizes.perGranule(level).rawValue) }
        self.init(pagesPerGranule: 1 << 18, bytes4K: bytes(.page4K), bytes2M: bytes(.page2M), bytes1G: bytes(.page1G))
    }

    /// Pages of the table of `level` for a TDMR of `granules` granules (up to 2^22 of them). 0: the table does not exist.
    @inline(__always)
    func tablePages(_ level: PAMTLevel, granules: Int) -> Int {
        let bytes = switch level {
        case .page4K: bytes4K
        case .page2M: bytes2M
        case .page1G: bytes1G
        }
        let (product, overflow) = bytes.multipliedReportingOverflow(by: granules)
        return overflow ? 1 << 50 : (product >> 12) + (product & 0xfff == 0 ? 0 : 1)
    }

    /// Pages of all tables of a TDMR.
    func pamtPages(granules: Int) -> Int {
        tablePages(.page4K, granules: granules) + tablePages(.page2M, granules: granules) + tablePages(.page1G, granules: granules)
    }

    /// Pages of the 4K and the 2M table of a TDMR: what withholding is weighed against.
    func mainTablePages(granules: Int) -> Int {
        tablePages(.page4K, granules: granules) + tablePages(.page2M, granules: granules)
    }
}

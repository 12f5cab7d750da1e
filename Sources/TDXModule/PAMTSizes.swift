public import PhysicalMemory

/// Bytes that the three tables of a PAMT need, for any format of the 4K level: the one place where a table's size is computed and rounded.
///
/// A table covers whole granules of 1 GiB: its size is the bytes for one granule times the granules, rounded up to a page. Per granule the 4K level has 262,144 entries
/// (static PAMT) or as many bits times the bits of a page (dynamic PAMT), the 2M level 512 entries, the 1G level one. Source: the module's TDH.SYS.CONFIG, Linux's
/// `tdmr_get_pamt_sz()`.
public struct PAMTSizes: Hashable, Sendable {
    /// Bytes for one granule, before rounding: at most `largestPerGranule`. 0: that table does not exist.
    public var perGranule4K: ByteCount
    /// Bytes of the 2 MiB level for each GiB of TDMR.
    public var perGranule2M: ByteCount
    /// Bytes of the 1 GiB level for each GiB of TDMR.
    public var perGranule1G: ByteCount

    /// More bytes a granule than this (2^40; the module's own are 2^22, and a metadata field reaches 2^34) count as this many: no memory holds such a table either way, and
    /// the three tables of all memory that 52 address bits reach, 2^22 granules, still add up within 64 bits.
    static let largestPerGranule = ByteCount(1 << 40)

    public init(perGranule4K: ByteCount, perGranule2M: ByteCount, perGranule1G: ByteCount) {
        self.perGranule4K = min(perGranule4K, Self.largestPerGranule)
        self.perGranule2M = min(perGranule2M, Self.largestPerGranule)
        self.perGranule1G = min(perGranule1G, Self.largestPerGranule)
    }

    /// Bytes for one granule, before rounding.
    public func perGranule(_ level: PAMTLevel) -> ByteCount {
        switch level {
        case .page4K: perGranule4K
        case .page2M: perGranule2M
        case .page1G: perGranule1G
        }
    }

    /// Bytes of the table of `level` for a TDMR of `granules` GiB, a multiple of 4096.
    /// - Parameters:
    ///   - level: the level.
    ///   - granules: at most 2^22.
    public func size(_ level: PAMTLevel, granules: UInt64) -> ByteCount {
        (granules * perGranule(level)).roundedUp(to: .page)
    }

    /// Bytes of the three tables together for a TDMR of `granules` GiB, a multiple of 4096.
    /// - Parameter granules: at most 2^22.
    public func size(granules: UInt64) -> ByteCount {
        PAMTLevel.allCases.reduce(.zero) { $0 + size($1, granules: granules) }
    }
}

import PhysicalMemory
import TDXModule

/// A layout as Linux makes it: 1 GiB TDMRs side by side, each PAMT in the first reserved area of its own TDMR where that has one, and below all TDMRs
/// where it has none.
struct ConfigCheckInput: Sendable {
    let platform: ConfigPlatform
    let call: ConfigCall
    let expected: ConfigVerdict
    /// Microseconds that the genuine module's checks took on another machine (AMD EPYC, without mapping and call); nil where none were published.
    let published: Double?

    init(tdmrs count: Int, areas: Int, mode: ConfigCheckMode) {
        let limits = ModuleLimits(maxTDMRs: max(count, 64))
        let sizes = PAMTLevel.allCases.map { limits.pamtSizes().size($0, granules: 1) }
        let pamt = limits.pamtSizes().size(granules: 1)
        let pool = PhysicalAddress(1 << 30)
        let first = pool + (UInt64(count) * pamt).roundedUp(to: .gib(1))
        var entries = (0..<UInt64(count)).map { index in
            let base = first + .gib(index)
            let tables = areas == 0 ? pool + index * pamt : base
            let reserved = (0..<UInt64(areas)).map {
                ReservedArea(offset: .mib(8 * $0), size: $0 == 0 ? pamt : .mib(1))
            }
            return TDMRInfo(
                base: base, size: .gib(1), pamt1G: PAMTTable(base: tables + sizes[0] + sizes[1], size: sizes[2]),
                pamt2M: PAMTTable(base: tables + sizes[0], size: sizes[1]),
                pamt4K: PAMTTable(base: tables, size: sizes[0]), reservedAreas: reserved)
        }
        if mode == .refusedLast { entries[count - 1].pamt4K.base = first + .mib(512) }
        platform = ConfigPlatform(
            keyIDs: .usual, cmrs: [CMR(base: pool, size: (first + .gib(UInt64(count))) - pool)], limits: limits)
        call = ConfigCall(entries: entries, globalKeyID: KeyIDCounts.usual.globalKeyID)
        expected = mode == .accepted ? .accepted : .refused(.pamtOverlap(tdmr: count - 1, .page4K, with: 0))
        published = mode == .accepted ? Self.published[[count, areas]] : nil
    }

    /// Timed on the genuine module's own code by the authors of the figures, [TDMRs, areas]: microseconds.
    private static let published: [[Int]: Double] = [
        [1, 0]: 0.07, [5, 3]: 0.8, [16, 3]: 6.5, [64, 0]: 57, [64, 3]: 97, [64, 16]: 310,
    ]
}

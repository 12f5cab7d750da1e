import PhysicalMemory
import TDXModule

/// The layout that the module's rules are tried on: two TDMRs with their PAMTs in memory below both.
enum ReferenceLayout {
    static let cmrs = [
        CMR(base: PhysicalAddress(0x100000), size: ByteCount(0xbff0_0000)),
        CMR(base: PhysicalAddress(0x1_0000_0000), size: .gib(5)),
    ]

    static let tdmrs = [
        tdmr(base: 0x4000_0000, gib: 2, page1G: 0x1000_0000, page2M: 0x1000_1000, page4K: 0x1000_5000),
        tdmr(base: 0x1_0000_0000, gib: 4, page1G: 0x1080_5000, page2M: 0x1080_6000, page4K: 0x1080_e000),
    ]

    static func tdmr(base: UInt64, gib: UInt64, page1G: UInt64, page2M: UInt64, page4K: UInt64) -> TDMRInfo {
        func table(_ level: PAMTLevel, _ base: UInt64) -> PAMTTable {
            PAMTTable(base: PhysicalAddress(base), size: ModuleLimits.standard.pamtSizes().size(level, granules: gib))
        }
        return TDMRInfo(
            base: PhysicalAddress(base), size: .gib(gib), pamt1G: table(.page1G, page1G),
            pamt2M: table(.page2M, page2M),
            pamt4K: table(.page4K, page4K), reservedAreas: [])
    }
}

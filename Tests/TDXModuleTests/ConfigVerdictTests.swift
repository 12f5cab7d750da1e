import PhysicalMemory
import TDXModule
import Testing

/// The reference layout of the module's rules: two TDMRs with their PAMTs in memory below both.
private enum Reference {
    static let cmrs = [
        CMR(base: PhysicalAddress(0x100000), size: ByteCount(0xbff0_0000)), CMR(base: PhysicalAddress(0x1_0000_0000), size: .gib(5)),
    ]

    static let tdmrs = [
        tdmr(base: 0x4000_0000, gib: 2, page1G: 0x1000_0000, page2M: 0x1000_1000, page4K: 0x1000_5000),
        tdmr(base: 0x1_0000_0000, gib: 4, page1G: 0x1080_5000, page2M: 0x1080_6000, page4K: 0x1080_e000),
    ]

    static func tdmr(base: UInt64, gib: UInt64, page1G: UInt64, page2M: UInt64, page4K: UInt64) -> TDMRInfo {
        func table(_ level: PAMTLevel, _ base: UInt64) -> PAMTTable {
            PAMTTable(base: PhysicalAddress(base), size: ModuleLimits.standard.pamtSize(level, granules: gib))
        }
        return TDMRInfo(
            base: PhysicalAddress(base), size: .gib(gib), pamt1G: table(.page1G, page1G), pamt2M: table(.page2M, page2M),
            pamt4K: table(.page4K, page4K), reservedAreas: [])
    }
}

@Suite struct ConfigVerdictTests {
    @Test func `a layout inside its CMRs is accepted under the usual KeyID partition`() {
        #expect(ConfigVerdict(on: Reference.tdmrs, cmrs: Reference.cmrs) == .accepted)
    }

    @Test func `a PAMT in a usable part is refused with its TDMR, level and the TDMR it lies in`() {
        var tdmrs = Reference.tdmrs
        tdmrs[1].pamt2M.base = PhysicalAddress(0x4000_0000)
        let verdict = ConfigVerdict(on: tdmrs, cmrs: Reference.cmrs)
        #expect(verdict == .refused(.pamtOverlap(tdmr: 1, .page2M, with: 0)))
        #expect(verdict.description == "0xc0000a1200000101 TDX_PAMT_OVERLAP tdmr=1 pamt=2M with=0")
    }

    @Test func `metadata with fewer TDMRs than the layout has refuses the count`() {
        let limits = ModuleLimits(maxTDMRs: 1)
        #expect(ConfigVerdict(on: Reference.tdmrs, cmrs: Reference.cmrs, limits: limits) == .refused(.operandInvalid(.rdx)))
    }
}

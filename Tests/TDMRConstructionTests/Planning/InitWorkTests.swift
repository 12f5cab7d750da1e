import PhysicalMemory
import TDMRConstruction
import TDXModule
import Testing

@Suite struct InitWorkTests {
    /// Two nodes with a gap of one page between them.
    static let memory = [
        MemoryRegion(pages: PageRange(0x100, 0x40000), node: NodeID(0)),
        MemoryRegion(pages: PageRange(0x40001, 0x80000), node: NodeID(3)),
    ]

    static func node(ofPAMTAt frame: UInt64) -> NodeID {
        let table = PAMTTable(base: PageFrame(frame).address, size: .mib(4))
        let info = TDMRInfo(
            base: PhysicalAddress(0), size: .gib(5), pamt1G: table, pamt2M: table, pamt4K: table,
            reservedAreas: [ReservedArea(offset: .zero, size: .mib(1)), ReservedArea(offset: .gib(1), size: .mib(1))])
        let work = Layout(tdmrs: [PlannedTDMR(info: info, pamtNode: NodeID(9))]).initWork(memory: memory)
        #expect(work.count == 1)
        #expect(work[0].granules == 5)
        #expect(work[0].areas == 2)
        return work[0].pamtNode
    }

    @Test func `a PAMT counts to the node it lies on, wherever it was asked`() {
        #expect(Self.node(ofPAMTAt: 0x100) == NodeID(0))
        #expect(Self.node(ofPAMTAt: 0x3ffff) == NodeID(0))
        #expect(Self.node(ofPAMTAt: 0x40001) == NodeID(3))
        #expect(Self.node(ofPAMTAt: 0x7ffff) == NodeID(3))
    }

    @Test func `a PAMT outside all memory counts to the node it was asked on`() {
        for frame: UInt64 in [0, 0xff, 0x40000, 0x80000, 1 << 38] { #expect(Self.node(ofPAMTAt: frame) == NodeID(9)) }
        #expect(Layout(tdmrs: []).initWork(memory: []).isEmpty)
    }
}

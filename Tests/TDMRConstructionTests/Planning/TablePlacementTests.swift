import PhysicalMemory
import TDXModule
import Testing

@testable import TDMRConstruction

@Suite struct TablePlacementTests {
    /// Nodes of whole granules side by side, each with its own long run outside of all TDMRs that nobody is served from.
    private static func machine(nodes: Int, spare: Int) -> (
        map: AddressMap, extents: [GranuleRange], closed: [PageSpan]
    ) {
        let size = 1 << 18
        var runs: [AddressMap.Run] = []
        var extents: [GranuleRange] = []
        var closed: [PageSpan] = []
        for node in 0..<nodes {
            let start = node * 8 * size
            runs.append(AddressMap.Run(start: start, end: start + 2 * size, node: node))
            extents.append(GranuleRange(start: node * 8, count: 2))
            runs.append(AddressMap.Run(start: start + 4 * size, end: start + 4 * size + spare, node: node))
            closed.append(PageSpan(start: start + 4 * size, end: start + 4 * size + spare))
        }
        let map = AddressMap(
            runs: runs, mustReserve: [], nodes: (0..<nodes).map { NodeID(UInt32($0)) },
            pamt: ModuleLimits.standard.pamtSizes())
        return (map, extents, closed)
    }

    @Test(arguments: [(1, 5000), (3, 5000), (7, 2100)])
    func `tables lie in lost memory of their own node while that has room`(_ nodes: Int, _ spare: Int) throws {
        let (map, extents, closed) = Self.machine(nodes: nodes, spare: spare)
        var placement = TablePlacement(
            map, extents: extents, lost: closed, prefersHome: true, rules: TablePlacement.Rules(maxAreas: 16))
        let placed = placement.place(WantedTable.all(map, extents))
        let tables = try #require(placed)
        #expect(tables.count == 3 * nodes)
        for table in tables {
            #expect(map.node(of: table.span.start) == table.owner, "\(table)")
            #expect(closed.contains { $0.start <= table.span.start && table.span.end <= $0.end }, "\(table)")
        }
        for (a, b) in zip(
            tables.sorted { $0.span.start < $1.span.start }, tables.sorted { $0.span.start < $1.span.start }.dropFirst()
        ) {
            #expect(a.span.end <= b.span.start)
        }
    }

    @Test func `without room at home lost memory of another node is taken before memory that is served`() throws {
        var (map, extents, closed) = Self.machine(nodes: 2, spare: 6000)
        closed.removeFirst()
        map.runs.remove(at: 1)
        var placement = TablePlacement(
            map, extents: extents, lost: closed, prefersHome: true, rules: TablePlacement.Rules(maxAreas: 16))
        let placed = placement.place(WantedTable.all(map, extents))
        let tables = try #require(placed)
        #expect(tables.allSatisfy { closed[0].start <= $0.span.start && $0.span.end <= closed[0].end })
    }
}

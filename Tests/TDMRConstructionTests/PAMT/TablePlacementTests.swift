import PhysicalMemory
import TDXModule
import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct TablePlacementTests {
    /// Nodes of whole granules side by side, each with its own long run outside of all TDMRs that serve nothing.
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
            map, extents: extents, lost: closed, on: .home, rules: TablePlacement.Rules(maxAreas: 16))
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
            map, extents: extents, lost: closed, on: .home, rules: TablePlacement.Rules(maxAreas: 16))
        let placed = placement.place(WantedTable.all(map, extents))
        let tables = try #require(placed)
        #expect(tables.allSatisfy { closed[0].start <= $0.span.start && $0.span.end <= closed[0].end })
    }

    /// One granule with a page between two holes.
    @Test(arguments: [TableNodes.home, .cheapest, .leastWritten])
    func `a table that fills what lies between two holes joins their areas`(_ nodes: TableNodes) throws {
        let size = 1 << 18
        let holes = [PageSpan(start: 100, end: 110), PageSpan(start: 111, end: 120)]
        let spans = [(0, 100), (110, 111), (120, size)]
        let map = AddressMap(
            runs: spans.map { AddressMap.Run(start: $0.0, end: $0.1, node: 0) }, mustReserve: holes,
            nodes: [NodeID(0)], pamt: ModuleLimits.standard.pamtSizes())
        let extents = [GranuleRange(start: 0, count: 1)]
        var placement = TablePlacement(
            map, extents: extents, on: nodes, rules: TablePlacement.Rules(maxAreas: 16))
        let found = placement.place(WantedTable.all(map, extents))
        let placed = try #require(found)
        #expect(placed.first { $0.level == .page1G }?.span == PageSpan(start: 110, end: 111))
        #expect(PlanDraft(extents: extents, tables: placed).contents(map).map(\.areas.count) == [1])
    }

    @Test func `tables that part a run lie at its start`() throws {
        let size = 1 << 18
        let runs = [AddressMap.Run(start: 0, end: size, node: 0), AddressMap.Run(start: size, end: 3 * size, node: 1)]
        let map = AddressMap(
            runs: runs, mustReserve: [], nodes: [NodeID(0), NodeID(1)], pamt: ModuleLimits.standard.pamtSizes())
        let extents = (0..<3).map { GranuleRange(start: $0, count: 1) }
        var placement = TablePlacement(
            map, extents: extents, on: .home, rules: TablePlacement.Rules(maxAreas: 16))
        let found = placement.place(WantedTable.all(map, extents))
        let placed = try #require(found)
        #expect(
            PageSpan.joined(placed.filter { $0.owner > 0 }.map(\.span).sorted { $0.start < $1.start }).map(\.start) == [
                size
            ])
    }

    /// Runs of a few lengths with and without holes between them, under TDMRs of 64 pages a granule.
    private static func crowded(_ maker: inout MachineMaker) -> (map: AddressMap, extents: [GranuleRange]) {
        let nodes = maker.pick(1...3)
        let regions = maker.regions(maker.pick(1...maker.one(of: [20, 200])), from: maker.pick(0...6)) { maker, _ in
            MachineMaker.Piece(
                pages: maker.pick(1...maker.pick(1...40)), node: UInt32(maker.pick(0...nodes - 1)),
                gap: maker.pick(0...6))
        }
        let holes = MachineMaker.gaps(regions).filter { _ in maker.pick(0...2) > 0 }
        var map = AddressMap(regions, mustReserve: holes, nodes: nodes, pamt: ModuleLimits.standard.pamtSizes())
        map.granulePages = 64
        var extents: [GranuleRange] = []
        var granule = 0
        while granule * 64 < map.runs.last?.end ?? 0 {
            let count = maker.pick(1...4)
            if maker.pick(0...5) > 0 { extents.append(GranuleRange(start: granule, count: count)) }
            granule += count
        }
        return (map, extents)
    }

    @Test func `tables in tight places lie as if all sites were known`() {
        let seed = TestSeed.next()
        var maker = MachineMaker(seed: seed)
        var judged = 0
        for trial in 0..<Thoroughness.cases(quick: 400, complete: 4000, thorough: 100_000) {
            let (map, extents) = Self.crowded(&maker)
            guard !extents.isEmpty else { continue }
            let tables = WantedTable.longestFirst(
                (0..<maker.pick(1...8)).map { _ in
                    WantedTable(
                        owner: maker.pick(0...extents.count - 1), level: .page4K,
                        pages: maker.pick(1...maker.one(of: [3, 12, 40])))
                })
            // So many tables, the shortest of one page, that no site is left out.
            let all = tables + Array(repeating: WantedTable(owner: 0, level: .page1G, pages: 1), count: 1000)
            let places = [tables, all].map { tight in
                var placement = TablePlacement(
                    map, extents: extents, on: [.home, .cheapest, .leastWritten][trial % 3],
                    rules: TablePlacement.Rules(maxAreas: trial % 5 + 1, tight: tight))
                return placement.place(tables)
            }
            #expect(places[0] == places[1], "seed \(seed), trial \(trial)")
            if places[0] != nil { judged += 1 }
        }
        #expect(judged > 100, "seed \(seed)")
    }
}

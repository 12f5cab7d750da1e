import PhysicalMemory
import TDXModule
import Testing

@testable import TDMRConstruction

@Suite struct TablePlacerTests {
    /// Nodes of whole granules side by side, each with its own long run outside of all TDMRs that nobody is served from.
    private static func problem(nodes: Int, spare: Int) -> (problem: PlanningProblem, extents: [DraftPlan.Extent], closed: [PageSpan]) {
        let size = 1 << 18
        var runs: [Terrain.Run] = []
        var extents: [DraftPlan.Extent] = []
        var closed: [PageSpan] = []
        for node in 0..<nodes {
            let start = node * 8 * size
            runs.append(Terrain.Run(start: start, end: start + 2 * size, node: NodeID(UInt32(node))))
            extents.append(DraftPlan.Extent(start: node * 8, count: 2))
            runs.append(Terrain.Run(start: start + 4 * size, end: start + 4 * size + spare, node: NodeID(UInt32(node))))
            closed.append(PageSpan(start: start + 4 * size, end: start + 4 * size + spare))
        }
        let problem = PlanningProblem(
            scale: PlanningScale(limits: .standard), terrain: Terrain(runs: runs, holes: []), maxTDMRs: 64, maxAreas: 16, costs: .standard, processors: 1)
        return (problem, extents, closed)
    }

    @Test(arguments: [(1, 5000), (3, 5000), (7, 2100)])
    func `tables lie in withheld memory of their own node while that has room`(_ nodes: Int, _ spare: Int) throws {
        let (problem, extents, closed) = Self.problem(nodes: nodes, spare: spare)
        let tables = try #require(TablePlacer.place(problem, extents: extents, pools: [], closed: closed, prefersHome: true))
        #expect(tables.count == 3 * nodes)
        for table in tables {
            #expect(problem.terrain.node(of: table.span.start) == NodeID(UInt32(table.owner)), "\(table)")
            #expect(closed.contains { $0.start <= table.span.start && table.span.end <= $0.end }, "\(table)")
        }
        for (a, b) in zip(tables.sorted { $0.span.start < $1.span.start }, tables.sorted { $0.span.start < $1.span.start }.dropFirst()) {
            #expect(a.span.end <= b.span.start)
        }
    }

    @Test func `without room at home withheld memory of another node is taken before memory that is served`() throws {
        var (problem, extents, closed) = Self.problem(nodes: 2, spare: 6000)
        closed.removeFirst()
        problem.terrain.runs.remove(at: 1)
        let tables = try #require(TablePlacer.place(problem, extents: extents, pools: [], closed: closed, prefersHome: true))
        #expect(tables.allSatisfy { closed[0].start <= $0.span.start && $0.span.end <= closed[0].end })
    }
}

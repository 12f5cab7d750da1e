import Algorithms
import HeapModule
import PhysicalMemory
import TDXModule

/// Gives up the least memory, then moves tables into it, so that their old places are served again; repeats while that helps.
///
/// Lemma: a move never makes the best packing worse.
/// Assumes: the new place lies in given-up memory, all of it inside one area.
/// Proof: the areas from before the move still cover all that must be reserved. A table of *n* pages now lies in memory that was given up: *n* fewer pages are
/// given up there, and at its old place at most *n* more. So these areas give up no more than before, and neither do the best areas for the new places.
/// Which table goes where is a heuristic, the longest table into the longest span of its node: the best choice is a packing problem of its own.
/// Tested by: `ReservedAreaContestTests`, against the least that is possible with the tables where they were.
public struct TableMovingPacker: ReservedAreaPacker {
    public let name = "table-moving"
    public let rule = PackingRule.leastOrLess

    /// Rounds of moves. A second round finds little, a third hardly anything.
    private static let rounds = 3

    public init() {}

    /// - Complexity: O(*m* log *m* + *c* + *t* log *m*) for *m* regions, *c* CMRs and *t* TDMRs.
    public func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
        let packer = LargestKeptPacker()
        var best = try packer.pack(problem)
        var moved = problem
        for _ in 0..<Self.rounds where best.givenUp > .zero {
            guard let placements = Self.move(moved, into: best.withheldRegions(moved)) else { break }
            var next = moved
            next.placements = placements
            var packing = try packer.pack(next)
            guard packing.givenUp < best.givenUp else { break }
            packing.placements = placements
            best = packing
            moved = next
        }
        return best
    }

    private struct Room: Comparable {
        var pages: PageRange

        static func < (a: Self, b: Self) -> Bool { (a.pages.count, b.pages.start) < (b.pages.count, a.pages.start) }
    }

    /// - Returns: the placements after the moves; nil where no table fits.
    private static func move(_ problem: ReservedAreaProblem, into withheld: [MemoryRegion]) -> [PAMTPlacement]? {
        let tables: [(tdmr: Int, path: WritableKeyPath<PAMTPlacement, PAMTTable>)] = problem.placements.indices.flatMap
        { tdmr in
            [\PAMTPlacement.table4K, \.table2M, \.table1G].map { (tdmr, $0) }
        }.filter { problem.placements[$0.tdmr][keyPath: $0.path].size > .zero }
        func size(_ i: Int) -> ByteCount { problem.placements[tables[i].tdmr][keyPath: tables[i].path].size }
        guard let least = tables.indices.map(size).min() else { return nil }
        var rooms: [NodeID: [Room]] = [:]
        for region in withheld where region.pages.size >= least {
            rooms[region.node, default: []].append(Room(pages: region.pages))
        }
        var heaps = rooms.mapValues { Heap($0) }
        var placements = problem.placements
        var hasMoved = false
        for i in tables.indices.sorted(by: { (size($1), $0) < (size($0), $1) }) {
            let (tdmr, path) = tables[i]
            let frame = PageFrame(containing: placements[tdmr][keyPath: path].base)
            let region = problem.memlist.partitioningIndex { $0.end > frame }
            guard region < problem.memlist.count, problem.memlist[region].start <= frame else { continue }
            let node = problem.memlist[region].node
            guard var room = heaps[node]?.max, room.pages.size >= size(i) else { continue }
            placements[tdmr][keyPath: path].base = room.pages.start.address
            room.pages.start = room.pages.start + size(i).pages
            _ = heaps[node]?.replaceMax(with: room)
            hasMoved = true
        }
        return hasMoved ? placements : nil
    }
}

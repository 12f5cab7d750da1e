import PhysicalMemory
import TDXModule
import TestSupport

@testable import TDMRConstruction

/// A machine small enough to try every plan of: a string of memory, holes and neutral memory in granules of a few pages. It is strung here, not by
/// `MachineMaker.regions`, because between its regions what must be reserved changes from page to page.
struct SmallMachine: CustomStringConvertible {
    var seed: UInt64
    var problem: PlanningProblem
    var granules: Int

    /// - Parameter tiny: so small that all positions can be tried, not only the canonical ones.
    init(seed: UInt64, tiny: Bool = false) {
        self.seed = seed
        var maker = MachineMaker(seed: seed &* 0x9e37_79b9_7f4a_7c15 &+ 1)
        // Few tables in many granules or many tables in few.
        let shape = maker.pick(0...9)
        granules =
            tiny ? maker.pick(1...3) : shape < 5 ? maker.pick(1...3) : shape < 9 ? maker.pick(3...4) : maker.pick(5...6)
        let maxTDMRs =
            tiny
            ? maker.pick(1...2)
            : granules <= 3 ? maker.pick(1...4) : granules <= 5 ? maker.pick(1...2) : maker.pick(1...2)
        let levels = granules <= 3 ? maker.pick(1...3) : 1
        let size = tiny ? maker.pick(3...6) : maker.pick(4...16)
        // Tables of a few pages, so that they fill fragments and do not fit everywhere; a 4K table of half a page stands for a bitmap.
        let sizes = PAMTSizes(
            perGranule4K: ByteCount(
                UInt64(
                    [4096 * maker.pick(1...3), 1024 * maker.pick(1...8), 512 * maker.pick(1...4)][maker.pick(0...2)])),
            perGranule2M: ByteCount(UInt64(levels > 1 ? 1024 * maker.pick(1...4) : 0)),
            perGranule1G: ByteCount(UInt64(levels > 2 ? 256 * maker.pick(1...4) : 0)))
        let pages = granules * size
        let nodes = maker.pick(0...2) == 0 ? maker.pick(2...3) : 1
        // A string of memory, holes and neutral memory; short pieces are as likely as long ones.
        var runs: [AddressMap.Run] = []
        var holes: [PageSpan] = []
        var position = 0
        var node = 0
        let holiness = maker.pick(1...6)
        while position < pages {
            let length = min(pages - position, maker.pick(0...2) == 0 ? maker.pick(1...2) : maker.pick(1...(size + 2)))
            let kind = maker.pick(0...9)
            if kind < holiness {
                if let last = holes.last, last.end == position {
                    holes[holes.count - 1].end += length
                } else {
                    holes.append(PageSpan(start: position, end: position + length))
                }
            } else if kind != 9 {
                if maker.pick(0...3) == 0 { node = maker.pick(0...(nodes - 1)) }
                let id = node
                if let last = runs.last, last.end == position, last.node == id {
                    runs[runs.count - 1].end += length
                } else {
                    runs.append(AddressMap.Run(start: position, end: position + length, node: id))
                }
            }
            position += length
        }
        if let last = holes.last, last.end == pages {
            holes[holes.count - 1].end = AddressMap.pageLimit
        } else {
            holes.append(PageSpan(start: pages, end: AddressMap.pageLimit))
        }
        let map = AddressMap(
            runs: runs, mustReserve: holes, nodes: (0..<nodes).map { NodeID(UInt32($0)) }, pamt: sizes,
            granulePages: size, granuleLimit: granules)
        problem = PlanningProblem(
            map: map, maxTDMRs: maxTDMRs, maxAreas: maker.pick(0...3),
            pamt: maker.pick(0...1) == 0 ? .static : .dynamic,
            processors: [1, 2, 4][maker.pick(0...2)])
    }

    var description: String {
        let map = (0..<(granules * problem.map.granulePages)).map { page -> String in
            let border = page % problem.map.granulePages == 0 ? "|" : ""
            if let run = problem.map.runs.first(where: { $0.start <= page && page < $0.end }) {
                return border + "\(run.node)"
            }
            return border + (problem.map.mustReserve.contains { $0.start <= page && page < $0.end } ? "x" : ".")
        }
        let s = problem.map.pamt
        return
            "seed \(seed): \(map.joined())| tables \(s.perGranule4K) \(s.perGranule2M) \(s.perGranule1G) TDMRs \(problem.maxTDMRs) areas \(problem.maxAreas)"
            + " LPs \(problem.processors)"
    }
}

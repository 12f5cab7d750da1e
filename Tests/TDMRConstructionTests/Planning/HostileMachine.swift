import PhysicalMemory
import TDXModule
import TestSupport

@testable import TDMRConstruction

/// A machine of the module's own scale, made so that little fits: stripes, touching runs, dust, blocks, a few long runs among short ones.
struct HostileMachine: CustomStringConvertible {
    enum Shape: CaseIterable {
        case stripes, touching, dust, blocks, fewLongRuns
    }

    let seed: UInt64
    let shape: Shape
    let problem: PlanningProblem

    init(seed: UInt64) {
        self.seed = seed
        var maker = MachineMaker(seed: seed &* 0x9e37_79b9_7f4a_7c15 &+ 7)
        let shape = maker.one(of: Shape.allCases)
        self.shape = shape
        let mib = 256
        let start = UInt64(mib * maker.pick(1...4096))
        let stripe = mib * maker.pick(1...96)
        let regions = maker.regions(maker.pick(1...400), from: start) { maker, index in
            let pages =
                switch shape {
                case .stripes: stripe
                case .touching: maker.pick(1...(32 * mib))
                case .dust: maker.pick(1...(4 * mib + 64))
                case .blocks: 128 * mib * maker.pick(1...12)
                case .fewLongRuns:
                    maker.pick(0...40) == 0 ? maker.pick(1...(600 * mib)) : maker.pick(1...(5 * mib))
                }
            let gap =
                switch shape {
                case .stripes, .touching: maker.pick(0...20) == 0 ? maker.pick(1...mib) : 0
                case .dust, .fewLongRuns: maker.pick(1...(2 * mib))
                case .blocks: 128 * mib * maker.pick(0...4)
                }
            return MachineMaker.Piece(pages: UInt64(pages), node: UInt32(index % 2), gap: UInt64(gap))
        }
        // Of known CMRs only some gaps are holes.
        let isKnown = maker.pick(0...1) == 0
        let holes = MachineMaker.gaps(regions).filter { _ in isKnown ? maker.pick(0...3) == 0 : true }
        let end = regions.last.map { Int($0.end.rawValue) } ?? 0
        let map = AddressMap(
            regions,
            mustReserve: [PageSpan(start: 0, end: Int(start))] + holes
                + [PageSpan(start: end, end: AddressMap.pageLimit)], nodes: 2,
            pamt: ModuleLimits.standard.pamtSizes())
        problem = PlanningProblem(
            map: map, maxTDMRs: maker.one(of: [1, 2, 5, 64]), maxAreas: maker.one(of: [0, 1, 2, 3, 16]),
            objective: PlanObjective.allCases[Int(seed % 4)],
            processors: 8)
    }

    var description: String {
        "seed \(seed): \(shape), \(problem.map.runs.count) runs, \(problem.map.mustReserve.count) holes, \(problem.maxTDMRs) TDMRs, \(problem.maxAreas) areas"
    }
}

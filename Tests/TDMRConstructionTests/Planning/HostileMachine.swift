import PhysicalMemory
import SeededRandom
import TDXModule

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
        var random = SeededRandom(seed: seed &* 0x9e37_79b9_7f4a_7c15 &+ 7)
        func pick(_ range: ClosedRange<Int>) -> Int {
            Int(random.number(in: UInt64(range.lowerBound)...UInt64(range.upperBound)))
        }
        shape = Shape.allCases[pick(0...(Shape.allCases.count - 1))]
        let mib = 256
        var runs: [AddressMap.Run] = []
        /// Not convertible, between runs.
        var gaps: [PageSpan] = []
        var position = mib * pick(1...4096)
        let stripe = mib * pick(1...96)
        for i in 0..<pick(1...400) {
            let pages =
                switch shape {
                case .stripes: stripe
                case .touching: pick(1...(32 * mib))
                case .dust: pick(1...(4 * mib + 64))
                case .blocks: 128 * mib * pick(1...12)
                case .fewLongRuns: pick(0...40) == 0 ? pick(1...(600 * mib)) : pick(1...(5 * mib))
                }
            let gap =
                switch shape {
                case .stripes, .touching: pick(0...20) == 0 ? pick(1...mib) : 0
                case .dust, .fewLongRuns: pick(1...(2 * mib))
                case .blocks: 128 * mib * pick(0...4)
                }
            runs.append(AddressMap.Run(start: position, end: position + pages, node: i % 2))
            position += pages + gap
            if gap > 0 { gaps.append(PageSpan(start: position - gap, end: position)) }
        }
        let first = runs[0].start
        // Of known CMRs only some gaps are holes.
        let isKnown = pick(0...1) == 0
        var holes = [PageSpan(start: 0, end: first)] + gaps.filter { _ in isKnown ? pick(0...3) == 0 : true }
        if let last = holes.last, last.end == position {
            holes[holes.count - 1].end = AddressMap.pageLimit
        } else {
            holes.append(PageSpan(start: position, end: AddressMap.pageLimit))
        }
        var joined: [AddressMap.Run] = []
        for run in runs {
            if let last = joined.last, last.end == run.start, last.node == run.node {
                joined[joined.count - 1].end = run.end
            } else {
                joined.append(run)
            }
        }
        let map = AddressMap(
            runs: joined, mustReserve: holes, nodes: [NodeID(0), NodeID(1)], pamt: ModuleLimits.standard.pamtSizes())
        problem = PlanningProblem(
            map: map, maxTDMRs: [1, 2, 5, 64][pick(0...3)], maxAreas: [0, 1, 2, 3, 16][pick(0...4)],
            objective: PlanObjective.allCases[Int(seed % 4)],
            processors: 8)
    }

    var description: String {
        "seed \(seed): \(shape), \(problem.map.runs.count) runs, \(problem.map.mustReserve.count) holes, \(problem.maxTDMRs) TDMRs, \(problem.maxAreas) areas"
    }
}

import MemoryMaps
import PhysicalMemory
import TestSupport
import Testing

@Suite struct MemlistShapeTests {
    @Test(arguments: MemlistShape.allCases)
    func `a list is ascending, disjoint, below 2^52 and as long as asked`(_ shape: MemlistShape) {
        let seed = TestSeed.next()
        for count in [1, 2, 16, 17, 1000, 50_000] {
            let memlist = shape.memlist(count: count, seed: seed)
            let expected =
                switch shape {
                case .empty: 0
                case .oneEntry: 1
                default: count
                }
            #expect(memlist.count == expected, "seed \(seed), \(count)")
            #expect(memlist.allSatisfy { $0.start < $0.end && $0.end <= .limit }, "seed \(seed), \(count)")
            #expect(zip(memlist, memlist.dropFirst()).allSatisfy { $0.end <= $1.start }, "seed \(seed), \(count)")
        }
        #expect(shape.memlist(count: 100, seed: seed) == shape.memlist(count: 100, seed: seed))
    }

    @Test func `shapes named for a place reach it`() {
        let seed = TestSeed.next()
        #expect(MemlistShape.startsAtZero.memlist(count: 5, seed: seed).first?.start == PageFrame(0), "seed \(seed)")
        #expect(MemlistShape.endsAtLimit.memlist(count: 5, seed: seed).last?.end == .limit, "seed \(seed)")
    }
}

import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct IntervalTreeTests {
    @Test func `the tree keeps its rules whatever the order of insertion`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for order in 0..<3 {
            var builder = IntervalTreeBuilder(capacity: 200)
            for i in 0..<200 as Range<UInt64> {
                let start = order == 0 ? i : order == 1 ? 200 - i : random.below(100)
                builder.insert(PageRange(start, start + 1 + random.below(50)))
                #expect(builder.isValid, "seed \(seed), order \(order), after \(i + 1)")
            }
        }
    }

    @Test func `overlapping ranges in any order are searched as a set`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<40 {
            let ranges = (0..<Int(random.below(60))).map { _ in
                let start = random.below(500)
                return PageRange(start, start + 1 + random.below(100))
            }
            let tree = IntervalTree(overlapping: ranges)
            for _ in 0..<100 {
                let start = random.below(600)
                let query = PageRange(start, start &+ random.below(40) &- 4)
                #expect(
                    tree.covers(query) == ranges.contains { $0.contains(query) }, "seed \(seed), \(query) in \(ranges)")
            }
        }
    }
}

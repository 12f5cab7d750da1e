import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct LongestTests {
    @Test func `the longest are those of a full sort, the earlier one where lengths are equal`() {
        for seed in TestSeed.several(60) {
            var random = SeededRandom(seed: seed)
            let most = Int(random.below(20))
            let range = 1 + random.below(200)
            let lengths = (0..<Int(random.below(1500))).map { _ in Int(random.below(range)) }
            var longest = Longest<Int>(most)
            for (i, length) in lengths.enumerated() { longest.insert(i, length: length) }
            let expected = lengths.indices.sorted { (lengths[$0], $1) > (lengths[$1], $0) }.prefix(most)
            #expect(Set(expected).isSubset(of: longest.elements), "seed \(seed)")
            #expect(longest.elements.count <= 2 * most + 64, "seed \(seed)")
            #expect(longest.sorted() == Array(expected), "seed \(seed)")
        }
    }
}

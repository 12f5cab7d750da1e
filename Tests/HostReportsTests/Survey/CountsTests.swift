import TestSupport
import Testing

@testable import HostReports

/// Counts of a size that does not grow with what is counted, against all of it.
@Suite struct CountsTests {
    @Test func `quantiles are those of all numbers, to two digits`() throws {
        for seed in TestSeed.several(200) {
            var maker = MachineMaker(seed: seed)
            var counts = RoundedCounts()
            #expect(counts.quantile(0.5) == nil)
            let numbers = (0..<maker.pick(1...300)).map { _ in
                Double(maker.pick(UInt64(1)...1 << maker.pick(1...40))) / 1000
            }
            for number in numbers { counts.add(number) }
            let ascending = numbers.sorted()
            #expect(counts.total == numbers.count, "seed \(seed)")
            for share in [0, 0.1, 0.5, 0.9, 1] {
                let rank = max(1, Int((Double(numbers.count) * share).rounded(.up)))
                let (exact, found) = (ascending[rank - 1], try #require(counts.quantile(share)))
                #expect(abs(found - exact) <= exact * 0.05 + 1e-9, "seed \(seed), \(share): \(found), not \(exact)")
            }
        }
    }

    @Test func `a histogram counts from each border up to the next`() {
        var counts = RoundedCounts()
        // Numbers of two digits are counted as they are; what is none, and what is negative, is not.
        for number in [0, 0.5, 1, 1.5, 2, 9.9, 10, 99, .nan, .infinity, -1] { counts.add(number) }
        #expect(counts.total == 8)
        #expect(counts.histogram([1, 2, 10]) == [2, 2, 2])
        #expect(counts.histogram([0]) == [8])
        #expect(counts.quantile(1) == 99 && counts.quantile(0) == 0)
    }

    @Test func `names beyond the first thousand are counted together`() {
        var counts = BoundedCounts()
        for round in 0..<3 {
            for name in 0..<1200 where name % (round + 1) == 0 { counts.add("n\(name)") }
        }
        #expect(counts.total == 1200 + 600 + 400)
        #expect(counts.counts.count == 1001 && counts.counts["others"] == 200 + 100 + 66)
        #expect(counts.counts["n6"] == 3 && counts.counts["n4"] == 2 && counts.counts["n7"] == 1)
        #expect(counts.ordered.first?.name == "others")
        let ordered = counts.ordered.map { ($0.count, $0.name) }
        #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0.0 > $1.0 || $0.0 == $1.0 && $0.1 < $1.1 })
    }

    @Test func `numbers are in the order of their values`() {
        var counts = BoundedCounts()
        for name in ["10", "9", "9", "100"] { counts.add(name) }
        #expect(counts.ordered.map(\.name) == ["9", "10", "100"])
        #expect(counts.json.line == #"{"9": 2, "10": 1, "100": 1}"#)
    }
}

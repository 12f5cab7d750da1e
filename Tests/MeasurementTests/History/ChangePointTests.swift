import RealModule
import SeededRandom
import TestSupport
import Testing

@testable import Measurement

extension ChangePoints {
    fileprivate func found(in values: [Double]) -> [Int] { borders(in: values).map(\.place) }
}

@Suite struct ChangePointTests {
    /// Nearly normal noise with this standard deviation, as a share.
    private func series(_ levels: [(length: Int, level: Double)], noise: Double, _ random: inout SeededRandom)
        -> [Double]
    {
        levels.flatMap { part in
            (0..<part.length).map { _ in
                let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double(random.below(1 << 30)) / Double(1 << 30) }
                return part.level * Double.exp(noise * normal)
            }
        }
    }

    @Test(arguments: [(12.706, 1.0, 0.05), (2.228, 10, 0.05), (3.169, 10, 0.01), (2.576, 1e6, 0.01), (0, 5, 1)])
    func `Student's distribution has the table's values`(t: Double, freedom: Double, chance: Double) {
        #expect(abs(StudentDistribution.twoSidedChance(t, freedom: freedom) - chance) < 0.0005)
    }

    @Test func `three per cent are dated to the commit`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var exact = 0
        for _ in 0..<100 {
            let place = 4 + Int(random.below(20))
            let values = series([(place, 100), (28 - place, 103)], noise: 0.005, &random)
            let found = ChangePoints().found(in: values)
            #expect(found.contains { abs($0 - place) <= 1 }, "seed \(seed): \(found) instead of \(place)")
            if found == [place] { exact += 1 }
        }
        #expect(exact >= 90, "seed \(seed): \(exact) of 100")
    }

    @Test func `a series without a change shows none`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var alarms = 0
        for _ in 0..<300 {
            let values = series([(5 + Int(random.below(40)), 100)], noise: 0.02, &random)
            if !ChangePoints().found(in: values).isEmpty { alarms += 1 }
        }
        // One in a hundred is what is promised.
        #expect(alarms <= 9, "seed \(seed): \(alarms) of 300")
    }

    @Test func `up and down again are two changes`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let values = series([(10, 50), (10, 60), (10, 50)], noise: 0.003, &random)
        #expect(ChangePoints().found(in: values) == [10, 20], "seed \(seed)")
    }

    @Test func `one exact count makes a level, one time does not`() {
        #expect(ChangePoints.counts.found(in: [1000, 1000, 1000, 1000, 1006]) == [4])
        #expect(ChangePoints.counts.found(in: [1000, 1000, 1000, 1000, 1001]) == [])
        #expect(ChangePoints.counts.found(in: [1000, 1030]) == [1])
        #expect(ChangePoints.counts.found(in: [1000, 1000, 1030]) == [2])
        #expect(ChangePoints.counts.found(in: [1000, 1030, 1000]) == [1, 2])
        #expect(ChangePoints.counts.found(in: [1000, 1500, 1510, 2000]) == [1, 2, 3])
        #expect(ChangePoints().found(in: [10, 10.01, 9.99, 10, 12]) == [])
        #expect(ChangePoints().found(in: []) == [] && ChangePoints().found(in: [1]) == [])
    }
}

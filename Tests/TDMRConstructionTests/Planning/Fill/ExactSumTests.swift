import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct ExactSumTests {
    @Test func `numbers are found whenever some add up to the sum`() {
        var (found, none) = (0, 0)
        for seed in TestSeed.several(200) {
            var maker = MachineMaker(seed: seed)
            let most = maker.one(of: [3, 20, 1000])
            let numbers = (0..<maker.pick(0...10)).map { _ in maker.pick(1...most) }.sorted(by: >)
            let sum = maker.pick(0...numbers.reduce(1, +))
            let exists =
                sum > 0
                && (0..<1 << numbers.count).contains { choice in
                    numbers.indices.reduce(0) { $0 + (choice & (1 << $1) != 0 ? numbers[$1] : 0) } == sum
                }
            let indices = ExactSum.indices(of: numbers, adding: sum)
            #expect((indices != nil) == exists, "seed \(seed): \(numbers) to \(sum)")
            guard let indices else {
                none += 1
                continue
            }
            found += 1
            #expect(indices.reduce(0) { $0 + numbers[$1] } == sum, "seed \(seed): \(numbers) to \(sum)")
            #expect(Set(indices).count == indices.count, "seed \(seed): \(numbers) to \(sum)")
        }
        #expect(found > 20 && none > 20, "\(found) \(none)")
    }

    @Test func `a search that is too long ends`() {
        // Even numbers never add up to an odd one, which takes trying them all.
        let numbers = (0..<200).map { 2000 - 2 * $0 }
        #expect(ExactSum.indices(of: numbers, adding: 100_001) == nil)
        #expect(ExactSum.indices(of: [Int](repeating: 7, count: 100_000), adding: 7 * 99_999)?.count == 99_999)
    }
}

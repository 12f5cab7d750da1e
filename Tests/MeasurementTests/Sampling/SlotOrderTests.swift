import TestSupport
import Testing

@testable import Measurement

@Suite struct SlotOrderTests {
    @Test(arguments: 1...9) func `each contender has two slots a block, mirrored`(contenders: Int) {
        let seed = TestSeed.next()
        let order = SlotOrder(contenders: contenders, seed: seed)
        for block in 0..<20 {
            let slots = order.block(block)
            #expect(slots == slots.reversed(), "seed \(seed)")
            #expect(slots.sorted() == (0..<contenders).flatMap { [$0, $0] }, "seed \(seed)")
        }
    }

    @Test(arguments: 2...9) func `over a full square each contender follows each other equally often`(contenders: Int) {
        let seed = TestSeed.next()
        let order = SlotOrder(contenders: contenders, seed: seed)
        var follows: [[Int]] = Array(repeating: Array(repeating: 0, count: contenders), count: contenders)
        for block in 0..<contenders {
            let slots = order.block(block)
            for (a, b) in zip(slots, slots.dropFirst()) where a != b { follows[a][b] += 1 }
        }
        let counts = Set((0..<contenders).flatMap { a in (0..<contenders).filter { $0 != a }.map { follows[a][$0] } })
        #expect(counts == [2], "seed \(seed)")
    }

    @Test(arguments: 2...9) func `each contender opens a block equally often`(contenders: Int) {
        let seed = TestSeed.next()
        let order = SlotOrder(contenders: contenders, seed: seed)
        #expect(Set((0..<contenders).map { order.block($0)[0] }).count == contenders, "seed \(seed)")
    }
}

import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct TableStockTests {
    @Test func `a set of tables contains another where it has as many of each kind`() throws {
        for seed in TestSeed.several(100) {
            var maker = MachineMaker(seed: seed)
            var extents: [GranuleRange] = []
            var homes: [Home] = []
            for _ in 0..<maker.pick(1...4) {
                extents.append(GranuleRange(start: extents.last?.end ?? 0, count: maker.pick(1...2)))
                homes.append(maker.one(of: [.any, .node(0)]))
            }
            let map = SmallMachine(seed: seed).problem.map
            let stock = try #require(TableStock(map, extents: extents, homes: homes, limit: 10_000))
            let codes = Set((0..<maker.pick(0...4)).map { _ in maker.pick(0...stock.all) })
            let contains = stock.supersets(of: codes)
            for code in 0...stock.all {
                let expected = codes.contains { part in
                    stock.kinds.indices.allSatisfy { stock.digit($0, of: part) <= stock.digit($0, of: code) }
                }
                #expect(contains[code] == expected, "seed \(seed), set \(code) of \(codes)")
            }
        }
    }
}

import Testing

@testable import Measurement

@Suite struct CrossoverTests {
    @Test func `members overtake where the lines cross in the log-log plane`() throws {
        var rows: [CaseResult] = []
        for (size, a, b) in [(16, 10.0, 40.0), (256, 160.0, 80.0)] {
            for (name, time) in [("list", a), ("tree", b)] {
                var row = GateSample.row(name, time: time, seed: UInt64(size))
                row.name.dataset = "synthetic-\(size)"
                row.size = size
                rows.append(row)
            }
        }
        let crossovers = Crossover.all(in: rows)
        let one = try #require(crossovers.first)
        #expect(crossovers.count == 1)
        // The ratio goes from 1/4 to 2 while the size grows sixteenfold: it is 1 after two thirds of the way.
        #expect(abs(one.size / 101.6 - 1) < 0.02)
        #expect(one.from == "list" && one.to == "tree" && one.isCertain && one.isLead)
    }
}

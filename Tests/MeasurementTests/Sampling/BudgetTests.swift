import SeededRandom
import Testing

@testable import Measurement

/// What a slow member may cost.
@Suite struct BudgetTests {
    /// Takes time with the square of the size to build, and answers at once.
    private final class Quadratic: Workload {
        init(size: Int, milliseconds: Double) {
            let end = ContinuousClock.now + .seconds(milliseconds / 1000 * Double(size * size) / 65_536)
            while ContinuousClock.now < end {}
        }

        func run(_ range: Range<Int>) -> UInt64 { range.reduce(0) { $0 &+ UInt64($1) } }
        func verify(random: inout SeededRandom, within budget: VerifyingBudget) {}
    }

    private func run(milliseconds: Double) throws -> [CaseName: CaseResult] {
        let groups = [16, 256, 4096].map { size in
            BenchmarkGroup(
                dataset: .init("d-\(size)", size: size), mode: "m",
                contenders: [
                    Contender<Int>("slow") { Quadratic(size: $0, milliseconds: milliseconds) },
                    Contender<Int>("good") { _ in Quadratic(size: 0, milliseconds: 0) },
                ]
            ) { size }
        }
        let family = Family(name: "f", summary: "", operation: "op", unit: "op", reference: "good", groups: groups)
        var options = BenchmarkRun.Options(plan: SamplingPlan(batch: .microseconds(10)), total: .milliseconds(300))
        options.plan.distributionBatches = 0
        var rows: [CaseName: CaseResult] = [:]
        let run = BenchmarkRun(groups: Selection().groups(of: [family]), options: options)
        _ = try run.execute { _, finished in for row in finished { rows[row.name] = row } }
        return rows
    }

    @Test func `a member that grows too slow is measured where it is not, and not tried on what is larger`() throws {
        func name(_ member: String, _ size: Int) -> CaseName {
            CaseName(family: "f", algorithm: member, dataset: "d-\(size)", mode: "m")
        }
        // 4 ms at 256 entries, so 1 s at 4096, of a run of 0.3 s.
        let rows = try run(milliseconds: 4)
        #expect(rows.count == 6)
        for size in [16, 256, 4096] { #expect(rows[name("good", size)]?.status == .measured) }
        for size in [16, 256] { #expect(rows[name("slow", size)]?.status == .measured) }
        let large = try #require(rows[name("slow", 4096)])
        #expect(
            large.status == .notApplicable
                && large.reason?.description.hasPrefix("too slow for its share of this run") == true)
    }

    /// Answers a query with time in proportion to the size, as a scan of the list does, and is compared query by query.
    private final class Scan: Workload {
        private let query: Duration

        init(query: Duration) { self.query = query }

        func run(_ range: Range<Int>) -> UInt64 {
            for _ in range {
                let end = ContinuousClock.now + query
                while ContinuousClock.now < end {}
            }
            return 1
        }

        func verify(random: inout SeededRandom, within budget: VerifyingBudget) {
            for _ in budget.rounds(1000, of: "answers") { _ = run(0..<1) }
        }
    }

    @Test func `a scan among searches costs a run its share and is left out where it takes too long`() throws {
        // 256 ns an entry: 4 µs at 16 entries, 1 s a query at 4,194,304. All of it would take a quarter of an hour.
        let groups = [16, 256, 4096, 65_536, 1 << 20, 1 << 22].map { size in
            BenchmarkGroup(
                dataset: .init("d-\(size)", size: size), mode: "m",
                contenders: [
                    Contender<Int>("scan") { Scan(query: .nanoseconds(256 * $0)) },
                    Contender<Int>("good") { _ in Scan(query: .nanoseconds(100)) },
                ]
            ) { size }
        }
        let family = Family(name: "f", summary: "", operation: "op", unit: "op", reference: "good", groups: groups)
        var options = BenchmarkRun.Options(plan: SamplingPlan(batch: .microseconds(10)), total: .milliseconds(600))
        options.plan.distributionBatches = 0
        var rows: [CaseResult] = []
        let start = ContinuousClock.now
        let run = BenchmarkRun(groups: Selection().groups(of: [family]), options: options)
        _ = try run.execute { _, finished in rows += finished }
        // The clock of a busy machine: ten times what is asked for.
        #expect(ContinuousClock.now - start < .seconds(6))
        #expect(rows.count == 12)
        let scans = rows.filter { $0.name.algorithm == "scan" }
        #expect(scans[0].status == .measured && scans[0].untried == nil)
        #expect(scans.contains { $0.untried != nil } && scans[5].status != .measured)
        for row in rows where row.name.algorithm == "good" { #expect(row.status == .measured) }
    }

    @Test func `a comparison takes as many turns as there is time for, and says how many`() {
        let short = VerifyingBudget(limit: .zero)
        #expect(Array(short.rounds(3, of: "lists")) == [0])
        #expect(short.untried?.description == "1 of 3 lists compared within 0.0 s")
        let long = VerifyingBudget()
        #expect(Array(long.rounds(3, of: "lists")) == [0, 1, 2] && long.untried == nil)
        #expect(Array(long.rounds(0, of: "lists")).isEmpty)
    }
}

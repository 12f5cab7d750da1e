import SeededRandom
import Testing

@testable import Measurement

@Suite struct SamplerTests {
    private final class Recorder: Workload {
        private(set) var streams: [UInt64] = []
        private(set) var ranges: [Range<Int>] = []
        private var refreshed = 0
        private let isRight: Bool

        init(isRight: Bool = true) { self.isRight = isRight }

        func refresh(operations: Int, random: inout SeededRandom) {
            refreshed = operations
            streams.append(random.next())
        }

        func run(_ range: Range<Int>) -> UInt64 {
            #expect(range.upperBound <= refreshed)
            ranges.append(range)
            // Work to be timed, the same for every range.
            var random = SeededRandom(seed: 1)
            return range.reduce(0) { sum, _ in sum &+ random.next() }
        }

        struct GotNo: Error, CustomStringConvertible { var description: String { "expected yes, got no" } }

        func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
            if !isRight { throw WrongAnswer(GotNo()) }
        }
    }

    private let plan = SamplingPlan(
        batch: .microseconds(20), minimumBlocks: 3, maximumBlocks: 3, budget: .milliseconds(1))

    @Test func `every sample has a stream of its own, no two contenders share one`() throws {
        let workloads = [Recorder(), Recorder(), Recorder()]
        var sampler = Sampler(workloads: workloads, plan: plan)
        let series = try #require(sampler.sample(shouldStop: { false }) as [SampleSeries]?)
        #expect(series.map(\.times.count) == [6, 6, 6])
        let streams = workloads.flatMap(\.streams)
        #expect(Set(streams).count == streams.count)
        #expect(series.allSatisfy { one in one.times.allSatisfy { $0 > 0 } && one.operations >= 1 })
    }

    @Test func `what warms is never what is timed`() throws {
        let workload = Recorder()
        var sampler = Sampler(workloads: [workload], plan: plan)
        let series = try #require(sampler.sample(shouldStop: { false }) as [SampleSeries]?)
        let timed = workload.ranges.suffix(12)
        for (warming, sample) in zip(
            timed.enumerated().filter { $0.offset % 2 == 0 }, timed.enumerated().filter { $0.offset % 2 == 1 })
        {
            #expect(warming.element.upperBound == sample.element.lowerBound)
            #expect(sample.element.count == series[0].operations)
        }
    }

    /// A member that takes 20 ms an operation, or so long.
    private final class Slow: Workload {
        private(set) var runs = 0
        let milliseconds: Int
        let firstOperation: Duration?

        init(milliseconds: Int = 20, firstOperation: Duration? = nil) {
            self.milliseconds = milliseconds
            self.firstOperation = firstOperation
        }

        func run(_ range: Range<Int>) -> UInt64 {
            runs += range.count
            let end = ContinuousClock.now + .milliseconds(milliseconds * range.count)
            while ContinuousClock.now < end {}
            return 0
        }
        func verify(random: inout SeededRandom, within budget: VerifyingBudget) {
            budget.stop(after: 7, of: 9, "answers")
        }
    }

    @Test func `a member too slow for its share is done once, said to be, and does not keep the others`() throws {
        nonisolated(unsafe) let slow = Slow()
        var plan = plan
        plan.longOperations = .milliseconds(25)
        let (group, family) = group([
            Contender("slow") { _ in slow }, Contender("good") { _ in Recorder() },
        ])
        let rows = try #require(try GroupRunner(plan: plan).run(group, of: family, contenders: ["slow", "good"]))
        #expect(slow.runs == 1)
        #expect(rows[0].status == .untimed && rows[0].time == nil)
        #expect(
            rows[0].reason?.description.hasPrefix("not timed: longer than its share of this run") == true
                && rows[0].untried?.description == "7 of 9 answers compared within 1.0 s")
        #expect(rows[1].status == .measured && rows[1].samples.count == 6 && rows[1].untried == nil)
    }

    @Test func `the dearest are left out until the others fit, and none is done again whose first operation is known`()
        throws
    {
        nonisolated(unsafe) let members = [
            "known": Slow(milliseconds: 40, firstOperation: .milliseconds(40)), "dear": Slow(milliseconds: 20),
            "quick": Slow(milliseconds: 4),
        ]
        // Six samples of 4 ms fit; six of 20 ms do not, even where the CPU was with others for three quarters of the time.
        var plan = plan
        plan.longOperations = .milliseconds(25)
        let (group, family) = group(
            members.keys.sorted().map { name in Contender(name) { _ in members[name]! } }
                + [Contender("good") { _ in Recorder() }])
        let rows = try #require(
            try GroupRunner(plan: plan).run(group, of: family, contenders: members.keys + ["good"]))
        let status = Dictionary(uniqueKeysWithValues: rows.map { ($0.name.algorithm, $0.status) })
        #expect(status == ["known": .untimed, "dear": .untimed, "quick": .measured, "good": .measured])
        #expect(members.mapValues(\.runs).filter { $0.key != "quick" } == ["known": 0, "dear": 1])
    }

    private struct TooLarge: Error, CustomStringConvertible {
        var entries: Int
        var description: String { "more than \(entries) entries" }
    }

    private func group(_ contenders: [Contender<Int>]) -> (BenchmarkGroup, Family) {
        let group = BenchmarkGroup(dataset: .init("d-16", size: 16), mode: "m", contenders: contenders) { 0 }
        return (group, Family(name: "f", summary: "", operation: "op", unit: "op", reference: "good", groups: [group]))
    }

    @Test func `a wrong answer stops the group before anything is timed`() {
        let (group, family) = group([
            Contender("good") { _ in Recorder() }, Contender("bad") { _ in Recorder(isRight: false) },
        ])
        #expect(
            throws: VerificationFailure(
                name: family.caseName("bad", in: group), answer: WrongAnswer(Recorder.GotNo()))
        ) {
            try GroupRunner(plan: plan).run(group, of: family, contenders: ["good", "bad"])
        }
    }

    @Test func `a contender that does not apply has a row with the reason, the others are measured`() throws {
        let (group, family) = group([
            Contender("good") { _ in Recorder() },
            Contender("small") { _ in throw NotApplicable(TooLarge(entries: 8)) },
            Contender("tiny", maximumSize: 8) { _ in Recorder() }, Contender("other") { _ in Recorder() },
        ])
        let times = RunTimes()
        let runner = GroupRunner(plan: plan, times: times)
        let rows = try #require(try runner.run(group, of: family, contenders: group.contenders.map(\.name)))
        #expect(times.families.map(\.name) == [family.name])
        #expect(rows[0].distribution != nil)
        var quick = plan
        quick.distributionBatches = 0
        let fast = try #require(try GroupRunner(plan: quick).run(group, of: family, contenders: ["good"]))
        #expect(fast[0].time != nil && fast[0].distribution == nil)
        #expect(times.total.sampling > .zero && times.total.sampling < times.total.total)
        #expect(rows.map(\.name.algorithm) == ["good", "small", "other"])
        #expect(
            rows[1].status == .notApplicable && rows[1].reason?.description == "more than 8 entries"
                && rows[1].time == nil)
        #expect(rows[0].isReference && rows[0].ratio?.estimate.value == 1)
        #expect(rows[2].ratio?.reference == "good" && rows[2].samples.count == 6)
    }

    @Test func `the run can be stopped between samples`() throws {
        let (group, family) = group([Contender("good") { _ in Recorder() }])
        var asked = 0
        let rows = try GroupRunner(plan: plan).run(group, of: family, contenders: ["good"]) {
            asked += 1
            return asked > 3
        }
        #expect(rows == nil && asked == 4)
    }

    @Test func `a selection takes what its patterns say, and shards share it out without tearing a curve`() throws {
        let groups = ([16, 64, 256] as [Int]).flatMap { (size: Int) in
            ["a", "b"].map { (mode: String) in
                BenchmarkGroup(
                    dataset: .init("synthetic-\(size)", size: size), mode: mode,
                    contenders: [Contender<Int>("x") { _ in Recorder() }]
                ) { 0 }
            }
        }
        let family = Family(name: "f", summary: "", operation: "op", unit: "op", reference: "x", groups: groups)
        let filtered = Selection(filters: [try .init("/a$")], exclusions: [try .init("-64/")]).groups(of: [family])
        #expect(filtered.flatMap(\.caseNames).map(\.description) == ["f/x/synthetic-16/a", "f/x/synthetic-256/a"])
        let parts = try (1...2).map {
            Selection(shard: try #require(Shard("\($0)/2") as Shard?)).groups(of: [family]).flatMap(\.caseNames)
        }
        #expect(parts.map { Set($0.map(\.mode)) } == [["a"], ["b"]])
        #expect(parts.map(\.count) == [3, 3])
    }
}

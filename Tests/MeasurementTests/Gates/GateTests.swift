import SeededRandom
import Testing

@testable import Measurement

/// Results made of numbers, and families of workloads that count what they do: no clock.
enum GateSample {
    static let key = environment()

    static func environment(model: String = "Test CPU", mode: String = "release") -> Environment {
        Environment(
            processor: .init(
                model: model, logicalProcessors: 2, caches: [.init(level: 1, type: "Data", bytes: 32_768)]),
            system: .init(
                hostName: "host", kernel: "6.1", libc: "glibc 2.36", pageBytes: 4096, memoryBytes: 1 << 34,
                variables: []),
            build: .init(mode: mode, compiler: "Swift 6.3", architecture: "x86_64"),
            conditions: .init(load: [0, 0, 0], fixedAddresses: true))
    }

    /// Times around `time` whose block means vary by 0.2 %.
    static func samples(_ time: Double, seed: UInt64) -> [Double] {
        var random = SeededRandom(seed: seed)
        return (0..<40).map { _ in time * (0.998 + 0.004 * Double(random.below(1000)) / 1000) }
    }

    static func row(_ algorithm: String, time: Double, instructions: Double? = nil, seed: UInt64 = 1) -> CaseResult {
        let samples = samples(time, seed: seed)
        var row = CaseResult(
            name: CaseName(family: "lookup", algorithm: algorithm, dataset: "synthetic-16", mode: "throughput"),
            status: .measured, size: 16,
            series: "synthetic", operations: 100, time: BlockEstimates.time(samples), samples: samples,
            cpuSamples: samples)
        if let instructions {
            row.counters = [CounterFigure(counter: "instructions", value: instructions, source: "callgrind Ir")]
        }
        return row
    }

    /// `list` is the reference of all rows.
    static func document(_ rows: [CaseResult], environment: Environment = key) -> ResultDocument {
        var rows = rows
        if let base = rows.first(where: { $0.name.algorithm == "list" }) {
            for i in rows.indices {
                rows[i].ratio = Ratio(to: "list", BlockEstimates.ratio(rows[i].samples, to: base.samples))
            }
        }
        let run = RunInfo(started: "2026-01-02T03:04:05Z", seed: 1, arguments: [])
        return ResultDocument(isComplete: true, machines: [Machine(environment: environment, run: run)], cases: rows)
    }

    static func gate(_ rules: [Thresholds.Rule], baseline: ResultDocument? = nil) -> Gate {
        let bare = Gate(thresholds: Thresholds(rules: rules), baseline: Baseline())
        return Gate(
            thresholds: bare.thresholds,
            baseline: Baseline(entries: baseline.map { [bare.baselineEntry(of: $0)] } ?? []))
    }
}

@Suite struct VerdictTests {
    private func verdict(_ low: Double, _ value: Double, _ high: Double, _ better: Metric.Better = .lower) -> Verdict {
        Change(ratio: Estimate(value: value, low: low, high: high), better: better).verdict(tolerance: 0.05)
    }

    @Test func `a change counts when the interval excludes none and the tolerance is exceeded`() {
        #expect(verdict(1.02, 1.08, 1.15) == .worse)
        #expect(verdict(0.85, 0.9, 0.95) == .better)
        #expect(verdict(1.02, 1.08, 1.15, .higher) == .better)
        #expect(verdict(0.85, 0.9, 0.95, .higher) == .worse)
    }

    @Test func `same needs the whole interval within the tolerance`() {
        #expect(verdict(0.99, 1.01, 1.03) == .same)
        #expect(verdict(1.01, 1.02, 1.03) == .same)
        #expect(verdict(0.9, 1.0, 1.1) == .inconclusive)
        #expect(verdict(0.97, 1.07, 1.2) == .inconclusive)
        #expect(verdict(1.001, 1.04, 1.09) == .inconclusive)
    }
}

@Suite struct GateTests {
    private let rules = [
        Thresholds.Rule(cases: "^lookup/", metric: "instructions", softPercent: 1),
        Thresholds.Rule(cases: "^lookup/grid/", metric: "time", atMost: 0.5, to: "list"),
        Thresholds.Rule(cases: "^lookup/", metric: "time", softPercent: 5),
    ]

    private func failed(_ gate: Gate, _ run: ResultDocument) throws -> [String] {
        try gate.findings(in: run).filter { $0.outcome == .failed }.map { "\($0.name.algorithm) \($0.metric)" }
    }

    private let before = GateSample.document([
        GateSample.row("list", time: 100, instructions: 500, seed: 1),
        GateSample.row("grid", time: 10, instructions: 40, seed: 2),
        GateSample.row("copy", time: 10, instructions: 40, seed: 3),
    ])

    @Test func `what did not change passes`() throws {
        let again = GateSample.document([
            GateSample.row("list", time: 100, instructions: 500, seed: 4),
            GateSample.row("grid", time: 10, instructions: 40, seed: 5),
        ])
        let findings = try GateSample.gate(rules, baseline: before).findings(in: again)
        #expect(findings.count == 5)
        #expect(findings.allSatisfy { $0.outcome == .passed })
    }

    @Test func `a slowdown planted in a copy fails by its name and no other`() throws {
        let slow = GateSample.document([
            GateSample.row("list", time: 100, instructions: 500, seed: 4),
            GateSample.row("grid", time: 10, instructions: 40, seed: 5),
            GateSample.row("copy", time: 10.8, instructions: 41.2, seed: 6),
        ])
        #expect(try failed(GateSample.gate(rules, baseline: before), slow) == ["copy instructions", "copy time"])
    }

    @Test func `a ratio is judged within the run, on any machine`() throws {
        let other = GateSample.document(
            [GateSample.row("list", time: 10, seed: 4), GateSample.row("grid", time: 6, seed: 5)],
            environment: GateSample.environment(model: "Other"))
        let findings = try GateSample.gate(rules, baseline: before).findings(in: other)
        #expect(findings.filter { $0.outcome == .failed }.map(\.metric) == ["time"])
        #expect(
            findings.filter {
                if case .notJudged(let reason) = $0.outcome { reason.contains("another processor") } else { false }
            }.count == 2)
    }

    @Test func `a failed time that a second run does not see is not confirmed`() throws {
        let gate = GateSample.gate(rules, baseline: before)
        let slow = GateSample.document([
            GateSample.row("list", time: 100, seed: 4), GateSample.row("grid", time: 11, seed: 5),
        ])
        let calm = GateSample.document([
            GateSample.row("list", time: 100, seed: 6), GateSample.row("grid", time: 10, seed: 7),
        ])
        let findings = try gate.findings(in: slow)
        #expect(findings.contains { $0.outcome == .failed })
        #expect(
            gate.confirmed(findings, by: calm).filter { $0.outcome == .notConfirmed }.map(\.name.algorithm) == ["grid"])
        #expect(gate.confirmed(findings, by: slow).contains { $0.outcome == .failed })
    }

    @Test func `a rule whose figure nobody has is bad input`() {
        let gate = GateSample.gate([Thresholds.Rule(cases: "lookup", metric: "reserved-arias", hard: 3)])
        #expect(throws: FileFault.self) { try gate.findings(in: before) }
    }

    @Test func `slack forgives small absolute growth`() throws {
        let rule = Thresholds.Rule(cases: ".*", metric: "instructions", softPercent: 1, slack: 2)
        let more = GateSample.document([GateSample.row("grid", time: 10, instructions: 41.5)])
        #expect(try failed(GateSample.gate([rule], baseline: before), more) == [])
        let much = GateSample.document([GateSample.row("grid", time: 10, instructions: 42.5)])
        #expect(try failed(GateSample.gate([rule], baseline: before), much) == ["grid instructions"])
    }
}

@Suite struct ThresholdsFileTests {
    private let families = [
        Family(
            name: "lookup", summary: "", operation: "query", unit: "query", reference: "list",
            groups: [
                BenchmarkGroup(
                    dataset: .init("synthetic-16", size: 16), mode: "throughput",
                    contenders: [Contender<Int>("list") { _ in CountingWorkload() }]
                ) { 0 }
            ])
    ]

    private func reading(_ rules: String, schema: String = Thresholds.schema) -> FileFault? {
        let text = "{\n\"schema\": \"\(schema)\",\n\"version\": 1,\n\"rules\": [\n\(rules)\n]}"
        do {
            _ = try Thresholds(json: Array(text.utf8), path: "t.json", families: families)
            return nil
        } catch { return error }
    }

    @Test func `a good file is read`() {
        #expect(reading(#"{"cases": "^lookup/list/", "metric": "time", "at_most": 2, "to": "list"}"#) == nil)
    }

    @Test(arguments: [
        (#"{"cases": "^nothing/", "metric": "time", "hard": 1}"#, "no case matches"),
        (#"{"cases": "(", "metric": "time", "hard": 1}"#, "regular expression"),
        (#"{"cases": "list", "metric": "time"}"#, "no limit"),
        (#"{"cases": "list", "metric": "time", "at_most": 2, "to": "grid"}"#, "no group"),
        (#"{"cases": "list", "metric": "time", "at_most": 2}"#, "both"),
        (#"{"cases": "list", "metric": "time", "hard": -1}"#, "negative"),
        (#"{"cases": "list", "hard": 1}"#, "'metric' is missing"),
        (#"{"cases": 7, "metric": "time", "hard": 1}"#, "type"),
    ])
    func `a rule that says nothing is named with its line`(rule: String, reason: String) throws {
        let fault = try #require(reading("{\"cases\": \"list\", \"metric\": \"time\", \"hard\": 5},\n" + rule))
        #expect(fault.line == 6)
        #expect(fault.reason.contains(reason), "\(fault)")
    }

    @Test func `another schema is no thresholds file`() { #expect(reading("", schema: "something")?.line == 2) }
}

/// Counts the operations it was asked for.
final class CountingWorkload: Workload {
    private(set) var performed = 0
    private(set) var refreshed = 0

    func refresh(operations: Int, random: inout SeededRandom) { refreshed = operations }

    func run(_ range: Range<Int>) -> UInt64 {
        #expect(range.upperBound <= refreshed, "an operation that was not refreshed")
        performed += range.count
        return UInt64(range.count)
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {}
}

@Suite struct PaddedWorkloadTests {
    @Test(arguments: [(0.05, 105), (0.005, 101), (1.0, 200), (0, 100)])
    func `a planted slowdown does exactly its share more`(share: Double, operations: Int) {
        let base = CountingWorkload()
        let padded = PaddedWorkload(base, share: share)
        var random = SeededRandom(seed: 1)
        padded.refresh(operations: 120, random: &random)
        _ = padded.run(20..<120)
        #expect(base.performed == operations)
    }

    @Test(arguments: ["", "x", "=5", "(=5", "lookup=-1", "lookup=abc", "lookup=1e9"])
    func `what is no slowdown is refused`(text: String) {
        if text == "=5" { #expect(PlantedSlowdown(text)?.share == 0.05) } else { #expect(PlantedSlowdown(text) == nil) }
    }
}

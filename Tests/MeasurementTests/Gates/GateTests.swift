import Testing

@testable import Measurement

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
                if case .notJudged(.noBaseline(let difference)) = $0.outcome {
                    difference?.name == "processor"
                } else {
                    false
                }
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

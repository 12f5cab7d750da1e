import Testing

@testable import Measurement

@Suite struct ResultDocumentTests {
    private let document = GateSample.document([
        GateSample.row("list", time: 100, instructions: 500), GateSample.row("grid", time: 10, seed: 2),
    ])

    private func reading(_ text: String) -> FileFault? {
        do {
            _ = try ResultDocument(json: Array(text.utf8), path: "r.json")
            return nil
        } catch { return error }
    }

    private func text() throws -> String { String(decoding: try document.json(), as: UTF8.self) }

    @Test func `a result reads back as it was written`() throws {
        #expect(try ResultDocument(json: try document.json(), path: "r.json") == document)
    }

    @Test func `a result built group by group is the same file`() throws {
        var builder = try ResultBuilder(ResultDocument(machines: document.machines))
        let family = Family(
            name: "lookup", summary: "s", operation: "query", unit: "query", reference: "list", groups: [])
        for row in document.cases { try builder.append([row], of: family) }
        builder.update(run: document.machines[0].run, isComplete: true)
        #expect(try builder.json() == (try builder.document.json()))
        #expect(try ResultDocument(json: try builder.json(), path: "r.json").cases == document.cases)
    }

    @Test func `every truncation is a fault on its last line`() throws {
        let whole = try text()
        for length in stride(from: 0, to: whole.count - 2, by: 97) {
            let part = String(whole.prefix(length))
            let fault = try #require(reading(part) as FileFault?, "\(length) characters were accepted")
            #expect(
                fault.line == max(1, part.split(separator: "\n", omittingEmptySubsequences: false).count), "\(fault)")
        }
    }

    @Test func `another schema, another version and a debug build are named`() throws {
        #expect(
            reading(try text().replacing("tdmr-bench-result", with: "other"))?.reason
                == "not a bench result: the schema is 'other'")
        #expect(reading(try text().replacing("\"version\": 1,", with: "\"version\": 2,"))?.line == 3)
        #expect(reading("[]") != nil)
        #expect(reading("{}")?.reason == "not a bench result: there is no 'schema'")
        let debug = GateSample.document([], environment: GateSample.environment(mode: "debug"))
        #expect(throws: FileFault.self) { try debug.requireOptimised(path: "r.json") }
        #expect(throws: Never.self) { try document.requireOptimised(path: "r.json") }
    }

    @Test func `a case that contradicts the document is named with its line`() throws {
        let wrong = try text().replacing(
            "\"machine\":0,\"metrics\":[],\"name\":\"lookup/grid",
            with: "\"machine\":3,\"metrics\":[],\"name\":\"lookup/grid")
        let fault = try #require(reading(wrong) as FileFault?)
        #expect(fault.reason.contains("machine 3"))
        #expect(
            wrong.split(separator: "\n", omittingEmptySubsequences: false)[(fault.line ?? 0) - 1].contains(
                "lookup/grid"))
    }

    @Test func `an absent counter is null with its reason`() throws {
        let line = try JSONFile.line(CounterFigure(counter: "cycles", value: nil, reason: "no PMU"))
        #expect(line == #"{"counter":"cycles","is_simulated":false,"reason":"no PMU","source":null,"value":null}"#)
    }
}

@Suite struct MergeTests {
    private func part(_ index: Int, started: String) throws -> ResultDocument {
        var document = GateSample.document([
            GateSample.row("list", time: 100), GateSample.row("grid", time: Double(10 * index)),
        ])
        document.machines[0].run.shard = try #require(Shard("\(index)/3") as Shard?)
        document.machines[0].run.started = started
        return document
    }

    @Test func `merged machines stay apart and missing shards are known`() throws {
        let merged = try ResultDocument(merging: [("a", try part(1, started: "x")), ("b", try part(3, started: "y"))])
        #expect(merged.machines.count == 2)
        #expect(merged.cases.map(\.machine) == [0, 0, 1, 1])
        #expect(merged.missingShards.map(\.description) == ["2/3"])
        #expect(merged.reference(of: merged.cases[3]) == merged.cases[2])
    }

    @Test func `the same run twice is refused`() throws {
        let one = try part(1, started: "x")
        #expect(throws: FileFault.self) { try ResultDocument(merging: [("a", one), ("b", one)]) }
    }

    @Test func `times of another machine are not compared, answers are`() {
        var (old, new) = (
            GateSample.document([GateSample.row("list", time: 100)]),
            GateSample.document([GateSample.row("list", time: 200)])
        )
        for document in [0, 1] {
            let metric = Metric("reserved-areas", document == 0 ? 16 : 17)
            if document == 0 { old.cases[0].metrics = [metric] } else { new.cases[0].metrics = [metric] }
        }
        #expect(
            Comparison(old: old, new: new).rows.map { "\($0.metric) \($0.verdict)" } == [
                "time worse", "reserved-areas worse",
            ])
        new.machines[0].environment = GateSample.environment(model: "Other")
        let apart = Comparison(old: old, new: new)
        #expect(apart.rows.map(\.metric) == ["reserved-areas"])
        #expect(apart.notes == ["1 figures were not compared: another processor: Test CPU and Other"])
    }
}

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

import JSONText
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

    @Test func `a case or a family that is there twice is named`() throws {
        let twice = try text().replacing("\"name\":\"lookup/list", with: "\"name\":\"lookup/grid")
        let fault = try #require(reading(twice) as FileFault?)
        #expect(fault.reason.hasPrefix("lookup/grid") && fault.reason.hasSuffix("is there twice for one machine"))
        var other = document
        let family = FamilySummary(
            Family(name: "lookup", summary: "s", operation: "query", unit: "query", reference: "list", groups: []))
        other.families = [family, family]
        #expect(reading(String(decoding: try other.json(), as: UTF8.self))?.reason.hasSuffix("is there twice") == true)
    }

    @Test func `sizes and durations are plain numbers, and those that cannot be are named`() throws {
        for (member, number, reason) in [
            ("bytes", "32768", "a cache has no bytes"), ("seconds", "0", "a run took -1.0 s"),
            ("memory_bytes", "17179869184", nil), ("page_bytes", "4096", nil),
        ] {
            let (right, wrong) = ("\"\(member)\":\(number)", "\"\(member)\":-1")
            try #require(text().contains(right))
            #expect(reading(try text().replacing(right, with: wrong))?.reason == reason)
            let missing = try text().replacing(right, with: "\"other\":1")
            #expect(reading(missing)?.reason == "'\(member)' is missing")
        }
        let large = try text().replacing("\"page_bytes\":4096", with: "\"page_bytes\":9223372036854775808")
        #expect(reading(large) != nil)
    }

    @Test func `an absent counter is null with its reason`() throws {
        let line = try JSONValue(encoding: CounterFigure(counter: "cycles", value: nil, reason: .sentence("no PMU")))
            .compact
        #expect(line == #"{"counter":"cycles","is_simulated":false,"reason":"no PMU","source":null,"value":null}"#)
    }
}

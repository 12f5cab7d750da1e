import Testing

@testable import Measurement

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

import Foundation
import Measurement
import Testing

@testable import Reporting

@Suite struct HarnessExportTests {
    private func text(_ format: ExportFormat, machines: Int = 1) throws -> String {
        try Export(try SampleResult.document(machines: machines), format: format).text(format)
    }

    private func lines(_ format: ExportFormat) throws -> [String] {
        try text(format).split(separator: "\n").map(String.init)
    }

    @Test func `lkp gets key and number`() throws {
        let lines = try lines(.lkp)
        #expect(lines.allSatisfy { $0.wholeMatch(of: #/[A-Za-z0-9_+.\-]+: -?[0-9]+(\.[0-9]+)?/#) != nil })
        #expect(lines.contains("lookup.grid.synthetic-16.throughput.time_ns: 3"))
        #expect(lines.contains("plan.linux.real-emr.quality.tdmrs: 3"))
        #expect(Set(lines.map { $0.prefix { $0 != ":" } }).count == lines.count)
    }

    @Test func `MMTests gets four fields a sample`() throws {
        let rows = try lines(.mmtests).map { $0.components(separatedBy: "\t") }
        #expect(rows.allSatisfy { $0.count == 4 && Int($0[2]) != nil && Double($0[3]) != nil })
        #expect(rows.count { $0[0] == "time_ns" } == 9 * 2)
        #expect(rows.first?[1] == "family=lookup algorithm=linear-list dataset=synthetic-16 mode=throughput")
    }

    @Test func `KCIDB gets a test a case and no null`() throws {
        let top = try #require(
            try JSONSerialization.jsonObject(with: Data(try text(.kcidb).utf8)) as? [String: Any])
        #expect(top["version"] as? [String: Int] == ["major": 5, "minor": 3])
        let tests = try #require(top["tests"] as? [[String: Any]])
        let build = try #require((top["builds"] as? [[String: Any]])?.first?["id"] as? String)
        #expect(tests.count == 11 && tests.allSatisfy { $0["build_id"] as? String == build })
        #expect(Set(tests.compactMap { $0["id"] as? String }).count == tests.count)
        #expect(!(try text(.kcidb).contains("null")))
        for test in tests {
            let path = try #require(test["path"] as? String)
            #expect(path.wholeMatch(of: #/[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*/#) != nil)
            let number = test["number"] as? [String: Any]
            #expect((test["status"] as? String == "SKIP") == (number == nil))
            if let number { #expect(number["value"] is Double && number["unit"] is String?) }
        }
        let number = try #require(tests[1]["number"] as? [String: Any])
        #expect(number["value"] as? Double == 3e-9 && number["unit"] as? String == "s")
        #expect(number["prefix"] as? String == "metric")
    }

    @Test func `KTAP plans what it prints`() throws {
        let lines = try lines(.ktap)
        #expect(lines[0] == "KTAP version 1" && lines[1] == "1..2")
        #expect(lines.contains("    1..9") && lines.contains("    ok 9 limit.synthetic-65536.throughput"))
        #expect(lines.contains("    ok 2 best.real-emr.quality # SKIP no \"CMRs\", none"))
        #expect(lines.filter { $0.hasPrefix("ok ") } == ["ok 1 lookup", "ok 2 plan"])
    }

    @Test func `JUnit is well-formed and counts its cases`() throws {
        let parser = CountingParser(try text(.junit))
        #expect(parser.succeeded)
        #expect(parser.elements["testcase"] == 11 && parser.elements["skipped"] == 1)
        #expect(try text(.junit).contains("time=\"0.000000003000\""))
    }

    @Test func `Phoronix and Otava get a number a case`() throws {
        let results = try lines(.phoronix)
        #expect(results.count == 18 && results[2...3] == ["Case: lookup/grid/synthetic-16/throughput", "Result: 3"])
        let rows = try lines(.otava).map { $0.components(separatedBy: ",") }
        #expect(rows.count == 2 && rows[0].count == 11 && rows[1].count == 11)
        #expect(rows[1][0] == "2026-01-02T03:04:05+00:00")
        #expect(throws: ExportError.severalMachines(count: 2)) { try text(.kcidb, machines: 2) }
    }

    @Test(arguments: [
        (3.0, "3"), (0.25, "0.25"), (1e-7, "0.0000001"), (5e17, "500000000000000000"), (123456789.5, "123456789.5"),
    ])
    func `numbers have no exponent below 10^18`(value: Double, text: String) { #expect(Export.plain(value) == text) }
}

/// How often each element occurs: enough of a reader to see that the text is XML whose elements end.
private struct CountingParser {
    var elements: [String: Int] = [:]
    var succeeded = true

    init(_ text: String) {
        var open: [String] = []
        for match in text.matches(of: #/<(/?)([a-z?!]+)((?:[^<>"]|"[^"<>]*")*?)(/?)>/#) {
            let name = String(match.output.2)
            if name.hasPrefix("?") { continue }
            if match.output.1 == "/" {
                if open.popLast() != name { succeeded = false }
            } else {
                elements[name, default: 0] += 1
                if match.output.4.isEmpty { open.append(name) }
            }
        }
        if !open.isEmpty { succeeded = false }
    }
}

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

    /// One case without a figure, and one of whose answers a part was compared.
    private func partial(_ format: ExportFormat) throws -> String {
        var document = try SampleResult.document()
        document.cases = [document.cases[0], document.cases[9]]
        document.cases[0].untried = .sentence("5 of 9 answers\ncompared")
        document.cases[1].metrics = []
        return try Export(document, format: format).text(format)
    }

    @Test func `a case without a number has passed, and none is done without one`() throws {
        let top = try #require(
            try JSONSerialization.jsonObject(with: Data(try partial(.kcidb).utf8)) as? [String: Any])
        let tests = try #require(top["tests"] as? [[String: Any]])
        #expect(tests.map { $0["status"] as? String } == ["DONE", "PASS"])
        #expect(tests.map { $0["number"] != nil } == [true, false])
        #expect(tests[1]["misc"] == nil)
    }

    @Test func `answers that were not compared to the end are told`() throws {
        let top = try #require(
            try JSONSerialization.jsonObject(with: Data(try partial(.kcidb).utf8)) as? [String: Any])
        let misc = (top["tests"] as? [[String: Any]])?.first?["misc"] as? [String: Any]
        #expect(misc?["verified"] as? String == "5 of 9 answers\ncompared")
        #expect(misc?["low_seconds"] is Double)
        #expect(try partial(.junit).contains("<property name=\"verified\" value=\"5 of 9 answers&#10;compared\"/>"))
        let lines = try partial(.ktap).split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("    # verified: 5 of 9 answers") } == 1)
        #expect(lines.count { $0.contains("compared") } == 1)
    }

    @Test func `names of figures, units and reasons stay on their line`() throws {
        let harm = "x\tok 9 <forged> & \"1\"\n##[error]é #\n  ::error::x"
        var document = try SampleResult.document()
        document.cases[0].metrics = [Metric(harm, 3, unit: harm)]
        document.cases[0].counters = [CounterFigure(counter: harm, value: 5, source: "callgrind")]
        document.cases[0].untried = .sentence(harm)
        document.cases[10].reason = .sentence(harm)
        func lines(_ format: ExportFormat) throws -> [Substring] {
            try Export(document, format: format).text(format).split(separator: "\n", omittingEmptySubsequences: false)
                .dropLast()
        }
        for format in [ExportFormat.lkp, .mmtests, .kcidb, .ktap, .junit, .phoronix, .otava] {
            let text = try lines(format)
            #expect(text.allSatisfy { $0.firstMatch(of: #/##[A-Za-z]*\[|^\s*::/#) == nil }, "\(format): \(text)")
        }
        #expect(try lines(.lkp).allSatisfy { $0.wholeMatch(of: #/[A-Za-z0-9_+.\-]+: [0-9.]+/#) != nil })
        #expect(try lines(.mmtests).allSatisfy { $0.split(separator: "\t").count == 4 })
        #expect(try lines(.ktap).count { $0.hasPrefix("    ok ") } == 11)
        let forms = #/KTAP version 1|[0-9]+\.\.[0-9]+|# .+|ok [0-9]+ [A-Za-z0-9_+.\-]+( # SKIP .+)?/#
        #expect(try lines(.ktap).allSatisfy { $0.trimmingPrefix("    ").wholeMatch(of: forms) != nil })
        let parser = CountingParser(try Export(document, format: .junit).text(.junit))
        #expect(parser.succeeded && parser.elements["testcase"] == 11)
        #expect(
            try JSONSerialization.jsonObject(with: Data(Export(document, format: .kcidb).text(.kcidb).utf8))
                is [String: Any])
    }

    @Test func `JUnit has counts among its properties`() throws {
        let text = try text(.junit)
        #expect(text.components(separatedBy: "<property name=\"instructions\" value=\"42.0\"/>").count == 10)
        // A counter without a value is none.
        #expect(!text.contains("cycles"))
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

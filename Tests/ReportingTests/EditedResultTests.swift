import Measurement
import SeededRandom
import TestSupport
import Testing
@testable import Reporting

/// Results that somebody, or a fault of a disk, has edited: refused by line, or read and reported, never a crash.
@Suite struct EditedResultTests {
    private static let values = [
        "1e308", "-1e308", "5e-324", "1e-300", "0", "-0.0", "-1", "1e999", "NaN", "null", "true", "\"x\"", "[]", "{}",
        "9223372036854775807", "18446744073709551615",
        "4503599627370496", "1.5", "\"\\u0000\\u001b[31m::error::\"", "\"=cmd()\"", "\"<script>\"", "\"`id`\"",
    ]

    @Test func `edited results never crash`() throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let whole = String(decoding: try SampleResult.document(machines: 2).json(), as: UTF8.self)
        let places = whole.matches(of: #/:\s?(-?[0-9][0-9.eE+-]*|"[^"]*"|true|false|null)|[\[,](-?[0-9][0-9.eE+-]*)/#)
            .map { match in
                match.output.1.map { $0.startIndex..<$0.endIndex } ?? match.output.2.map { $0.startIndex..<$0.endIndex }
                    ?? match.range
            }
        let sample = try SampleResult.document()
        var read = 0
        let edits = Thoroughness.cases(quick: 200, thorough: 20_000)
        for _ in 0..<edits {
            var text = whole
            let place = places[Int(random.below(UInt64(places.count)))]
            text.replaceSubrange(place, with: Self.values[Int(random.below(UInt64(Self.values.count)))])
            // Cut short now and then.
            if random.below(8) == 0 { text = String(text.dropLast(Int(random.below(40)))) }
            guard let document = try? ResultDocument(json: Array(text.utf8), path: "edited") else { continue }
            read += 1
            if read % 8 == 0 { Self.useAll(document, beside: sample) }
        }
        #expect(read > edits / 20, "seed \(seed): of \(places.count) places")
    }

    private static func useAll(_ document: ResultDocument, beside sample: ResultDocument) {
        _ = Report(document).files()
        _ = RunSummary.text(document, file: nil)
        _ = CountTable.text(document)
        _ = Screen(document, file: nil).text(colours: true)
        _ = Screen(document, file: "x", room: Screen.Room(width: 80, lines: nil), machine: 1).text(colours: false)
        for format in ExportFormat.allCases {
            for machine in [nil, 1] as [Int?] {
                _ = try? Export(document, format: format, machineNumber: machine).text(format)
            }
        }
        for (old, new) in [(sample, document), (document, sample)] {
            let report = ComparisonReport(
                Comparison(old: old, new: new, tolerances: Tolerances(timing: 0.05, count: 0.003)), showsAll: true)
            _ = report.text() + report.annotations + report.json.line
        }
    }

    @Test func `1e308 is a number`() throws {
        var document = try SampleResult.document()
        document.cases[0].time = Estimate(value: 1e308, low: 1e308, high: 1e308)
        document.cases[0].samples = [1e308, 1e308]
        let back = try ResultDocument(json: try document.json(), path: "large")
        #expect(back.cases[0].samples == [1e308, 1e308])
        #expect(back.cases[0].time?.value == 1e308)
        #expect(Report(back).files().allSatisfy { !$0.text.contains("nan") && !$0.text.contains("inf,") })
    }

    @Test(arguments: ["\"low\":-1", "\"low\":1e300"]) func `an interval that is none passes no gate`(_ low: String)
        throws
    {
        let text = String(decoding: try SampleResult.document().json(), as: UTF8.self).replacing(
            #/"low":15\.68/#, with: low)
        #expect { try ResultDocument(json: Array(text.utf8), path: "edited") } throws: {
            ($0 as? FileFault)?.reason.contains("not an interval above 0") == true
        }
    }
}

import Foundation
import Measurement
import Reporting
import Testing

@Suite struct ReportTests {
    private func page(_ document: ResultDocument) throws -> String { try #require(Report(document).files().first).text }

    @Test func `the page loads no other file`() throws {
        let page = try page(try SampleResult.document())
        for forbidden in ["<script", "http-equiv", "<link", "src=", "@import", "url("] {
            #expect(!page.contains(forbidden), "\(forbidden)")
        }
        #expect(page.components(separatedBy: "<svg").count == 2)
    }

    @Test func `the winner, the limit and the crossover are named`() throws {
        let page = try page(try SampleResult.document())
        #expect(page.contains("<code>grid</code> <span class=\"soft\">16 to 64k</span>"), "the winner at all sizes")
        #expect(page.contains("3.00x"), "distance of 3 ns from a limit of 1 ns")
        #expect(page.contains("Crossovers"))
        #expect(!page.contains("<code>limit</code></td><td class=\"n best\""), "a limit never wins")
    }

    @Test func `an absent counter shows its reason and simulated figures are marked`() throws {
        let page = try page(try SampleResult.document())
        #expect(page.contains("no PMU in this VM (perf_event_open: ENOENT)"))
        #expect(page.contains("predicted-parallel [us] (simulated)"))
        #expect(page.contains("no &quot;CMRs&quot;, none"))
        #expect(page.contains("not permitted &lt;here&gt;"))
    }

    @Test func `runs of a merged result stay apart`() throws {
        let page = try page(try SampleResult.document(machines: 2))
        #expect(page.contains("<h2>Run 1</h2>") && page.contains("<h2>Run 2</h2>"))
        #expect(page.components(separatedBy: "<svg").count == 3)
        #expect(page.contains("2 runs on one machine, whose times are not compared"))
    }

    @Test func `every picture has its data and a script beside it`() throws {
        let names = try Report(SampleResult.document()).files().map(\.name)
        #expect(
            names == [
                "report.html", "lookup_synthetic_throughput.svg", "lookup_synthetic_throughput.csv",
                "lookup_synthetic_throughput.gp",
            ])
    }

    @Test func `the page by itself differs by its links to files alone`() throws {
        let report = Report(try SampleResult.document())
        let linking = try #require(report.files().first).text.split(separator: "\n")
        let alone = report.page().split(separator: "\n")
        #expect(alone == linking.filter { !$0.hasPrefix("<p class=\"files\">") })
        #expect(alone.count < linking.count)
    }

    @Test func `the same result gives the same bytes`() throws {
        let document = try SampleResult.document()
        #expect(Report(document).files() == Report(document).files())
    }

    @Test func `tags are balanced`() throws {
        let page = try page(try SampleResult.document(machines: 2))
        for tag in ["table", "tr", "td", "details", "svg", "div", "p", "nav", "h2", "h3"] {
            let open =
                page.components(separatedBy: "<\(tag)>").count + page.components(separatedBy: "<\(tag) ").count - 2
            #expect(open == page.components(separatedBy: "</\(tag)>").count - 1, "\(tag)")
        }
    }
}

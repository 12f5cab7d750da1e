import Testing

@testable import Reporting

@Suite struct TextTableTests {
    @Test func `numbers stand to the right and no line ends in blanks`() {
        var table = TextTable([.text("name"), .number("ns")])
        table.add(["linear-list", "986"])
        table.add(["x", "1.5"])
        #expect(table.rendered(.ascii) == "name          ns\n-----------  ---\nlinear-list  986\nx            1.5\n")
        #expect(table.rendered(.unicode).contains("───────────  ───"))
    }

    @Test func `a rule stands only between rows`() {
        var table = TextTable([.text("a")])
        table.addRule()
        table.add(["1"])
        table.addRule()
        table.addRule()
        table.add(["2"])
        table.addRule()
        #expect(table.rendered(.ascii) == "a\n-\n1\n-\n2\n")
    }

    @Test(arguments: [
        (0.2512, "0.251 ns"), (14.26, "14.3 ns"), (986.4, "986 ns"), (999.6, "1.00 us"), (20_400_000, "20.4 ms"),
        (1.38e9, "1.38 s"),
    ])
    func `times have three digits and the unit that fits`(nanoseconds: Double, text: String) {
        #expect(Figure.time(nanoseconds: nanoseconds) == text)
    }

    @Test func `figures are rounded, not cut`() {
        #expect(Figure.fixed(-0.004, decimals: 2) == "0.00")
        #expect(Figure.fixed(2.5, decimals: 0) == "3")
        #expect(Figure.count(1_048_576) == "1,048,576")
        #expect(Figure.count(-12) == "-12")
        #expect(Figure.significant(0.01234) == "0.0123")
        #expect(Figure.significant(.nan) == "nan")
    }

    @Test func `a progress line fits the terminal and says what is left`() {
        let line = ProgressBar.line(0.25, "lookup synthetic-1024", elapsed: .seconds(10), width: 80, unicode: false)
        #expect(line == "#####...............  25%   0:30 left  lookup synthetic-1024")
        #expect(ProgressBar.line(0.5, "label", elapsed: .seconds(10), width: 10, unicode: true).count == 9)
        #expect(ProgressBar.line(7, "", elapsed: .seconds(10), width: 80, unicode: false).contains("100%   0:00 left"))
    }
}

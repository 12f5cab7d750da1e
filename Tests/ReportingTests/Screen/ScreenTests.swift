import Foundation
import Measurement
import SeededRandom
import TestSupport
import Testing

@testable import Reporting

@Suite struct ScreenTests {
    /// `Tests/Fixtures/screen/NAME.txt`; written anew with TDMR_WRITE_SCREENS=1.
    private func expectGolden(_ text: String, _ name: String) throws {
        let file = Fixtures.directory.appending(path: "screen/\(name).txt")
        if ProcessInfo.processInfo.environment["TDMR_WRITE_SCREENS"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(name)")
    }

    private func screen(_ width: Int, lines: Int? = 120) throws -> String {
        Screen(try ScreenSample.document(), file: "new.json", room: Screen.Room(width: width, lines: lines))
            .text(colours: false)
    }

    @Test(arguments: [80, 100, 200]) func `a screen of this width`(width: Int) throws {
        try expectGolden(try screen(width), "width-\(width)")
    }

    @Test func `a family alone has every column and reason`() throws {
        let screen = Screen(
            try ScreenSample.document(), file: "new.json", room: Screen.Room(width: 80, lines: nil),
            families: ["lookup"])
        try expectGolden(screen.text(colours: false), "family")
    }

    @Test(arguments: [80, 100]) func `times beside another figure say what they are of`(width: Int) throws {
        let lines = try screen(width).split(separator: "\n")
        let title = try #require(lines.firstIndex { $0.hasPrefix("plan, predicted ") })
        #expect(lines[title + 1].contains(" time") && lines[title + 2] == "  time/region")
        // A title that says it, and a table without times, need no such line.
        #expect(!lines.contains("  time/query"))
        var document = try ScreenSample.document()
        for index in document.cases.indices where document.cases[index].name.family == "plan" {
            document.cases[index].time = nil
        }
        let room = Screen.Room(width: width, lines: 120)
        #expect(!Screen(document, file: nil, room: room).text(colours: false).contains("time/"))
    }

    @Test func `few lines name the members that they do not show`() throws {
        let text = try screen(100, lines: 26)
        try expectGolden(text, "lines-26")
        #expect(text.components(separatedBy: "\n").count <= 27)
    }

    @Test func `a family without a figure says why, in a line that counts`() throws {
        var document = try ScreenSample.document()
        let family = try #require(document.families.first?.name)
        for index in document.cases.indices where document.cases[index].name.family == family {
            document.cases[index].status = .untimed
            document.cases[index].reason = .sentence("too long")
            (document.cases[index].time, document.cases[index].metrics) = (nil, [])
        }
        let room = Screen.Room(width: 100, lines: 30)
        let lines = Screen(document, file: nil, room: room).text(colours: false).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.contains("\(family), no figures: too long"))
        #expect(lines.count <= 31)
        let alone = Screen(document, file: nil, room: Screen.Room(width: 80, lines: nil), families: [family])
        #expect(alone.text(colours: false).contains("\(family), no figures: too long\n"))
    }

    @Test func `what has to be escaped is counted as it is shown`() throws {
        let hostile = String(repeating: "\u{1b}[31m", count: 20)
        #expect(StyledLine.cut(hostile, to: 40).count == 40)
        var line = StyledLine()
        line.append("a\u{1b}b", left: 12)
        line.append("\u{7}c", right: 8)
        #expect(line.width == 20)
        var document = try ScreenSample.document()
        document.machines[0].environment.processor.model = hostile
        let room = Screen.Room(width: 40, lines: nil)
        let lines = Screen(document, file: nil, room: room).text(colours: false).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 40 })
    }

    @Test func `what was not verified to the end is said and counted`() throws {
        var document = try ScreenSample.document()
        func text() -> String { Screen(document, file: nil).text(colours: false) }
        let count = document.cases.count { $0.status != .notApplicable }
        #expect(text().contains("\(count) cases, all answers verified") && !text().contains("Not verified"))
        document.cases[1].untried = .sentence("7 of 9 answers compared within 1.0 s")
        #expect(text().contains("\(count) cases, answers verified, of 1 not to the end"))
        #expect(text().contains("Not verified to the end: \(document.cases[1].name): 7 of 9 answers compared"))
        document.cases = []
        #expect(text().contains("No case has a figure") && !text().contains("verified"))
    }

    @Test func `colours only add to the text`() throws {
        let document = try ScreenSample.document()
        let plain = Screen(document, file: nil).text(colours: false)
        let coloured = Screen(document, file: nil).text(colours: true)
        #expect(coloured.contains("\u{1b}[1;32m") && !plain.contains("\u{1b}"))
        #expect(coloured.replacing(#/\u{1b}\[[0-9;]*m/#, with: "") == plain)
    }

    @Test func `a winner is marked and what is not told apart from it`() throws {
        let lines = try screen(100).split(separator: "\n")
        let grid = try #require(lines.first { $0.hasPrefix("  grid ") })
        let auto = try #require(lines.first { $0.hasPrefix("  auto ") })
        #expect(grid.contains("*") && auto.contains("="))
        #expect(try #require(lines.first { $0.hasPrefix("  linear-list ") }).contains("-"))
    }

    @Test func `any result fits into its lines and columns`() throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<Thoroughness.cases(quick: 10, thorough: 2000) {
            let document = try ScreenSample.random(&random)
            let (width, lines) = (40 + Int(random.below(180)), 24 + Int(random.below(140)))
            let text = Screen(document, file: "x.json", room: Screen.Room(width: width, lines: lines)).text(
                colours: false)
            let printed = text.components(separatedBy: "\n")
            #expect(printed.count <= lines + 1, "seed \(seed): \(printed.count) of \(lines) lines")
            let long = printed.first { $0.count > width }
            #expect(long == nil, "seed \(seed): more than \(width) characters: \(long ?? "")")
        }
    }

    @Test func `names from outside cannot move the cursor`() throws {
        var document = try ScreenSample.document()
        for index in document.cases.indices { document.cases[index].name.algorithm += "\u{1b}[2J" }
        #expect(!Screen(document, file: "\u{1b}c", room: .standard).text(colours: false).contains("\u{1b}"))
    }
}

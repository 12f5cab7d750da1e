import SafeText
import SeededRandom
import SystemPackage
import TestSupport
import Testing

@Suite struct SafeTextTests {
    @Test func `arguments of any bytes come back as they were`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let pieces: [[UInt8]] = [
            Array("a/ü€😀".utf8), [0xff], [0xc3], [0xe2, 0x82], [0xf4, 0x8f, 0xbe, 0x80], [0xf4, 0x8f, 0xbf, 0xbf],
            [0xed, 0xa0, 0x80], [0x80], [0xf0, 0x9f],
        ]
        for _ in 0..<Thoroughness.cases(quick: 4000, thorough: 100_000) {
            let bytes = (0..<Int(random.below(8))).flatMap { _ in
                random.below(3) == 0
                    ? [UInt8(truncatingIfNeeded: random.below(255) + 1)]
                    : pieces[Int(random.below(UInt64(pieces.count)))]
            }
            let text = ArgumentText.text(of: bytes)
            #expect(ArgumentText.bytes(of: text) == bytes, "seed \(seed)")
            #expect(
                FilePath(argument: text).argument == ArgumentText.text(of: Array(FilePath(argument: text).string.utf8))
                    || text.unicodeScalars.contains { ArgumentText.byte($0) != nil })
        }
        #expect(ArgumentText.text(of: Array("päth".utf8)) == "päth")
    }

    @Test func `a terminal gets one line that shows everything and does nothing`() {
        #expect(TerminalText.line("plain ü€") == "plain ü€")
        #expect(
            TerminalText.line("a\u{1b}[31m\nb\r\u{7f}\u{85}\u{202e}\u{2028}\u{200b}")
                == #"a\x1b[31m\nb\r\x7f\u{85}\u{202e}\u{2028}\u{200b}"#)
        #expect(TerminalText.line(ArgumentText.text(of: [0x61, 0xff])) == #"a\xff"#)
        #expect(TerminalText.lines("a\tb\nc\u{1b}") == "a\tb\nc\\x1b")
        #expect(TerminalText.quoted(String(repeating: "\n", count: 5000)).count == 81)
    }

    @Test(arguments: [
        ("::error::x", #"\x3a:error::x"#), (" \u{2003}::error::x", " \u{2003}\\x3a:error::x"), (":::", #"\x3a::"#),
        ("a::b ## c #[d]", "a::b ## c #[d]"), ("a##[error]b", #"a#\x23[error]b"#),
        ("##vso[task.complete]", #"#\x23vso[task.complete]"#), ("###[x", ###"##\x23[x"###), (":", ":"), ("##", "##"),
    ])
    func `no line is a command to a runner of workflows`(_ text: String, _ safe: String) {
        #expect(TerminalText.line(text) == safe)
        #expect(TerminalText.lines("a\n\(text)\n\(text)") == "a\n\(safe)\n\(safe)")
        #expect(TerminalText.lines(safe) == safe)
    }

    @Test func `no text ends a workflow command and begins another one`() {
        let forged = "x\n::error::forged"
        #expect(
            GitHubText.annotation("warning", title: "a,file=b:c%", forged)
                == "::warning title=a%2Cfile=b%3Ac%25::x\\n::error::forged\n")
        #expect(!GitHubText.cell("a|b`c<script>").contains { "|`<>".contains($0) })
    }

    @Test(arguments: [
        ("plain", "plain"), ("=cmd()", "\"'=cmd()\""), ("-1+1", "\"'-1+1\""), ("@x", "\"'@x\""),
        ("a,\"b\"", "\"a,\"\"b\"\"\""), ("\t=1", #"\t=1"#), ("a\nb", #"a\nb"#),
    ])
    func `a cell of a CSV file is one cell and no formula`(_ text: String, _ cell: String) {
        #expect(CSVText.cell(text) == cell)
    }

    @Test func `markup and file names hold nothing of their own`() {
        #expect(MarkupText.escaped("a\n::error::b\t##[error]c") == "a&#10;::error::b&#9;#&#35;[error]c")
        #expect(
            MarkupText.escaped("<script>'\"&\u{0}\u{1b}\u{ffff}") == #"&lt;script&gt;&#39;&quot;&amp;\x00\x1b\u{ffff}"#)
        #expect(
            GnuplotText.string("x\";system(\"id\");'`id`\n") == #""x\042\073system(\042id\042)\073\047\140id\140\134n""#
        )
        #expect(GnuplotText.string("time, ns") == #""time, ns""#)
        #expect(FileNameText.name("../a b/\u{1b}`id`") == "_.-a-b---id-")
        #expect(FileNameText.name("-rf") == "_rf")
        #expect(FileNameText.name(String(repeating: "x", count: 999)).count == 120)
        #expect(FileNameText.distinct(["a b", "a/b", "A-b"]) == ["a-b", "a-b-2", "A-b-3"])
    }
}

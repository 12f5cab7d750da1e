import Foundation
import Testing
import TestSupport

/// Results that several write, that were edited, and names in them that mean harm.
@Suite struct ResultSafetyTests {
    private static let run = "$BENCH run --filter '^e820/sweep/firmware-64/' --time 0.1 --counters none"

    /// What `run` writes, and the same of its first half: made once for all tests that only read or edit them.
    private static let made: (whole: Data, half: Data)? = {
        guard let shell = try? Shell(),
            let outcome = try? shell.run(
                "\(run) --out whole > /dev/null; \(run) --shard 1/2 --out half > /dev/null"), outcome.exitCode == 0,
            let whole = try? Data(contentsOf: shell.url.appending(path: "whole")),
            let half = try? Data(contentsOf: shell.url.appending(path: "half"))
        else { return nil }
        return (whole, half)
    }()

    /// A folder with the result in c.json.
    private func shell(_ result: KeyPath<(whole: Data, half: Data), Data>) throws -> Shell {
        let shell = try Shell()
        try #require(Self.made)[keyPath: result].write(to: shell.url.appending(path: "c.json"))
        return shell
    }

    @Test func `of three runs with one result one wins and the others say so`() throws {
        let outcome = try Shell().run(
            """
            for i in 1 2 3; do ( \(Self.run) --out c.json > /dev/null 2> said$i && echo won || echo lost $? ) & done; wait
            cat said*; $BENCH export --format csv c.json | head -1; ls -A
            """)
        #expect(outcome.text.components(separatedBy: "won\n").count == 2, "\(outcome.text)")
        #expect(outcome.text.components(separatedBy: "lost 1\n").count == 3, "\(outcome.text)")
        #expect(outcome.text.components(separatedBy: "bench: c.json").count == 3, "\(outcome.text)")
        #expect(outcome.text.contains("machine,name,family"))
        #expect(!outcome.text.contains(".tmp"))
    }

    @Test func `a file that another process has locked is left alone, with --force too`() throws {
        let outcome = try shell(\.whole).run(
            """
            cp c.json before; exec 9< c.json; flock 9
            for option in --force --resume; do \(Self.run) --out c.json $option > /dev/null && exit 9 || true; done
            cmp c.json before
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(
            outcome.errorText.components(separatedBy: "c.json: another process is writing it; it was left alone").count
                == 3, "\(outcome.errorText)")
    }

    @Test(arguments: [
        ("\"program\":\"[0-9a-f]*\"", "\"program\":\"1\"", "another build of this program"),
        ("\"seed\":1", "\"seed\":2", "its seed is 2, not 1"),
        ("\"model\":\"", "\"model\":\"another ", "another machine or build"),
        ("\"mode\":\"debug\"", "\"mode\":\"release\"", "another machine or build"),
    ])
    func `a result of another build, machine or seed is not gone on with`(
        _ old: String, _ new: String, _ reason: String
    ) throws {
        let outcome = try shell(\.whole).run(
            """
            cp c.json made; sed -i 's/\(old)/\(new)/' c.json; fails cmp -s c.json made; cp c.json before
            \(Self.run) --out c.json --resume > /dev/null && exit 9 || echo $?; cmp c.json before
            """)
        #expect(outcome.text == "65\n", "\(outcome.errorText)")
        #expect(
            outcome.errorText.contains("cannot resume this result: ") && outcome.errorText.contains(reason),
            "\(outcome.errorText)")
    }

    @Test func `a folder that cannot be made is refused before the result is read`() throws {
        let outcome = try shell(\.whole).run(
            """
            mkdir there
            for folder in there c.json/f none/f ''; do
                $BENCH export --format hgrm --directory "$folder" absent.json && exit 9 || echo $?
            done
            $BENCH export --format hgrm --directory new absent.json && exit 9 || echo $?
            $BENCH report c.json --out none/f && exit 9 || echo $?
            $BENCH export --format hgrm --directory new c.json && exit 9 || echo $?
            ls -A . there
            """)
        #expect(
            outcome.text == "1\n1\n1\n1\n65\n1\n65\n.:\nc.json\nthere\n\nthere:\n", "\(outcome.errorText)")
        #expect(
            outcome.errorText == """
                bench: there exists; name another folder
                bench: c.json/f: Not a directory
                bench: none/f: No such file or directory
                bench: the name of a file is expected
                absent.json: No such file or directory
                bench: none/f: No such file or directory
                c.json: no case has a latency distribution

                """)
    }

    @Test func `an empty name of a file is said to be empty`() throws {
        let commands = [
            "show ''", "export --format csv ''", "report ''", "compare c.json ''", "compare '' c.json",
            "merge c.json '' --out d.json", "history check --file ''", "history add ''", "check --thresholds ''",
            "check --baseline '' --skip times --thresholds $ROOT/results/thresholds.json",
        ]
        for command in commands {
            // Figures of debug builds are refused by `compare`.
            let outcome = try shell(\.whole).run(
                "sed -i 's/\"mode\":\"debug\"/\"mode\":\"release\"/' c.json; $BENCH \(command) && exit 9 || exit $?")
            #expect(outcome.exitCode == 65, "\(command): \(outcome.errorText)")
            #expect(outcome.errorText == "'': the name of the file is empty\n", "\(command)")
        }
        let written = try shell(\.whole).run("$BENCH history add c.json --file '' && exit 9 || exit $?")
        #expect(written.exitCode == 1 && written.errorText == "bench: the name of a file is expected\n")
    }

    @Test func `runs on one machine are merged as such`() throws {
        let outcome = try shell(\.whole).run(
            """
            sed 's/"started":"[^"]*"/"started":"later"/' c.json > again.json
            sed 's/"host_name":"[^"]*"/"host_name":"another"/' c.json > other.json
            $BENCH merge c.json again.json --out two.json; $BENCH merge two.json other.json --out three.json
            $BENCH show two.json | grep more; $BENCH show three.json | grep more
            $BENCH export --format gha two.json
            """)
        #expect(outcome.text.contains(" cases of 2 runs on one machine in two.json\n"), "\(outcome.text)")
        #expect(outcome.text.contains(" cases of 3 runs on 2 machines in three.json\n"), "\(outcome.text)")
        #expect(outcome.text.contains("1 more run in it: --machine N shows another\n"), "\(outcome.text)")
        #expect(outcome.text.contains("2 more runs in it: --machine N shows another\n"), "\(outcome.text)")
        #expect(outcome.exitCode == 65)
        #expect(
            outcome.errorText
                == "two.json: holds 2 runs, of which the format takes one: choose it with --machine 1 ... 2\n")
    }

    @Test(arguments: ["0,\"index\":0", "-5,\"index\":1", "9223372036854775807,\"index\":1", "2,\"index\":3"])
    func `a part of a run that cannot be is refused by line`(_ count: String) throws {
        let outcome = try shell(\.half).run(
            """
            cp c.json whole.json; sed -i 's/"shard":{"count":2,"index":1}/"shard":{"count":\(count)}/' c.json; grep -q 'count":\(count.split(separator: ",")[0]),' c.json
            timeout 20 $BENCH merge c.json whole.json --out d.json && exit 9 || exit $?
            """)
        #expect(outcome.exitCode == 65, "\(outcome.errorText)")
        #expect(outcome.errorText.contains("there is no part"), "\(outcome.errorText)")
    }

    @Test(arguments: [
        "run --filter nosuch", "list --filter nosuch", "count --filter nosuch", "check --filter nosuch --skip counts",
        "baseline --filter nosuch --force --baseline b.json", "run --exclude .",
    ])
    func `nothing chosen is an error`(_ command: String) throws {
        let outcome = try Shell().run("cd $ROOT; $BENCH \(command) && exit 9 || exit $?")
        #expect(outcome.exitCode == 64)
        #expect(outcome.errorText.contains("no case is chosen"))
    }

    /// Reads what other programs read.
    private static let reading = #"""
        import csv, html.parser, json, re, sys, xml.dom.minidom
        def test(lines, place, indent=""):
            assert lines[place] == indent + "KTAP version 1", lines[place]
            place += 2 if lines[place + 1].startswith(indent + "# Subtest: ") else 1
            plan = int(re.fullmatch(indent + r"1\.\.(\d+)", lines[place])[1])
            place += 1
            for number in range(1, plan + 1):
                while not lines[place].startswith(indent + "ok"):
                    if lines[place].startswith(indent + "    "): place = test(lines, place, indent + "    ")
                    else: assert re.fullmatch(indent + r"# [\w+-]+: -?[\d.]+", lines[place], re.ASCII), lines[place]; place += 1
                assert re.fullmatch(indent + r"ok %d [\w+.-]+" % number, lines[place], re.ASCII), lines[place]
                place += 1
            return place
        def harness(path, text):
            lines = text.split("\n")[:-1]
            assert lines and not any(re.match(r"\s*::|.*##", line) for line in lines), lines
            if path.endswith(".lkp"):
                assert all(re.fullmatch(r"[\w+.-]+: -?\d+(\.\d+)?", line, re.ASCII) for line in lines), lines
                assert len({line.split(":")[0] for line in lines}) == len(lines), lines
            elif path.endswith(".mmtests"):
                for metric, factors, interval, value in (line.split("\t") for line in lines):
                    assert re.fullmatch(r"family=[\w+-]+ algorithm=[\w+-]+ dataset=[\w+-]+ mode=[\w+-]+", factors, re.ASCII), factors
                    int(interval), float(value)
            elif path.endswith(".kcidb"):
                for one in json.loads(text)["tests"]:
                    assert re.fullmatch(r"[a-z0-9_]+:.*", one["id"]) and re.fullmatch(r"[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*", one["path"]), one
                    assert (one["status"] == "DONE") == ("number" in one), one
            elif path.endswith(".ktap"): assert test(lines, 0) == len(lines)
            elif path.endswith(".junit"):
                cases = xml.dom.minidom.parseString(text).getElementsByTagName("testcase")
                assert cases and all(case.getAttribute("name").count("/") == 2 for case in cases), text
            elif path.endswith(".phoronix"):
                assert all(re.fullmatch(r"Case: \S+" if place % 2 == 0 else r"Result: [\d.]+", line) for place, line in enumerate(lines)), lines
            else:
                head, row = csv.reader(lines)
                assert len(head) == len(row) and [float(cell) for cell in row[2:]] and not any(cell[:1] in "=+@" for cell in head), lines
        def read(path):
            if path.endswith(".svg"): return xml.dom.minidom.parse(path)
            with open(path) as file:
                if re.search(r"\.(lkp|mmtests|kcidb|ktap|junit|phoronix|otava)$", path):
                    text = file.read()
                    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), ascii(text)
                    return harness(path, text)
                if path.endswith(".gha"): return json.load(file)
                if path.endswith(".html"): return html.parser.HTMLParser().feed(file.read())
                rows = list(csv.reader(file))
                assert len({len(row) for row in rows}) == 1
                assert not any(cell[:1] in "=+@" for row in rows for cell in row if cell), rows
        for path in sys.argv[1:]:
            try: read(path)
            except Exception as fault: sys.exit(f"{path}: error: {fault!r}")
        """#

    @Test(.enabled(if: Shell.hasGnuplot)) func `names in a result are text everywhere`() throws {
        // A part of a name has neither a slash nor a blank.
        let names = [
            #"x";system("touch${IFS}harm1");""#, "`touch${IFS}harm2`", "'.system('touch${IFS}harm3').'", "=cmd()",
            "::error::forged", "<script>alert(1)<\u{1b}[31m", "@{x}^y_z", "a,b", "#1\u{202e}é☃&amp;<&>", "##[error]x",
        ]
        let shell = try Shell()
        let made = try shell.run(
            "$BENCH run --filter '^memlist/(array|linked-list)/synthetic-(16|1024)/' --time 0.1 --counters none --out c.json > /dev/null; $BENCH list --filter '^memlist/(array|linked-list)/synthetic-(16|1024)/' | head -3"
        )
        #expect(made.exitCode == 0, "\(made.errorText)")
        for (index, name) in names.enumerated() {
            let file = shell.url.appending(path: "c.json")
            let literal = String(decoding: try JSONEncoder().encode(name), as: UTF8.self).dropFirst().dropLast()
                .replacing("\\/", with: "/")
            let text = try String(contentsOf: file, encoding: .utf8).replacing(
                "memlist/array/", with: "memlist/\(literal.replacing("/", with: "-"))/"
            ).replacing("\"reference\":\"array\"", with: "\"reference\":\"\(literal)\"")
            try text.write(to: shell.url.appending(path: "n\(index).json"), atomically: true, encoding: .utf8)
        }
        // All of them by one process, which names the file that it does not like.
        try Self.reading.write(to: shell.url.appending(path: "read.py"), atomically: true, encoding: .utf8)
        let outcome = try shell.run(
            """
            for n in {0..\(names.count - 1)}; do
                $BENCH report n$n.json --out r$n > /dev/null
                if grep '<script' r$n/report.html; then echo "r$n: error: a script" >&2; exit 1; fi
                cd r$n; for script in *.gp; do gnuplot -e 'set term dumb' "$script" > plot; done; cd ..
                $BENCH export --format csv n$n.json > $n.csv
                GITHUB_ACTIONS=true $BENCH export --format gha n$n.json > $n.gha
                for format in lkp mmtests kcidb ktap junit phoronix otava; do $BENCH export --format $format n$n.json > $n.$format; done
            done
            python3 read.py *.csv *.gha *.lkp *.mmtests *.kcidb *.ktap *.junit *.phoronix *.otava r*/*.svg r*/report.html
            ls -A . r*
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(!outcome.text.contains("harm"), "\(outcome.text)")
        #expect(!outcome.errorText.contains("arning") && !outcome.errorText.contains("error"), "\(outcome.errorText)")
    }
}

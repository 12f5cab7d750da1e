import Foundation
import TestSupport
import Testing

/// `bench history` and `bench bisect-run` in a repository of their own.
@Suite struct HistoryCommandTests {
    private let shell: Shell

    init() throws { shell = try Shell() }

    /// Ten commits; `slowdown` holds how much work is planted: much from the seventh on. The fourth does not build.
    private static let repository = """
        export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@t
        git init -q -b main r && cd r
        case=memory/sequential/buffer-256/throughput
        printf '#!/bin/sh\\nexec "$BENCH" "$@" --plant "^memory/sequential/=$(cat slowdown)"\\n' > measure
        printf 'test ! -e broken\\n' > build.sh
        chmod +x measure
        for i in 1 2 3 4 5 6 7 8 9 10; do
            if [ $i -lt 7 ]; then echo 0 > slowdown; else echo 500 > slowdown; fi
            if [ $i = 4 ]; then touch broken; else rm -f broken; fi
            echo $i > number
            git add -A && git commit -qm "commit $i"
        done

        """

    @Test(.enabled(if: Thoroughness.isComplete)) func `a real bisection finds the commit that planted work`() throws {
        let outcome = try shell.run(
            Self.repository + """
                git checkout -q HEAD~9
                ./measure run --quick --counters none --filter "^$case\\$" --out ../good.json > /dev/null
                git bisect start main HEAD > /dev/null
                git bisect run "$BENCH" bisect-run $case --good ../good.json --tolerance 60 --time 0.3 \\
                    --build 'sh build.sh' --program ./measure > log 2> err || { cat log err >&2; exit 1; }
                git bisect log > ../log
                git show -s --format=%s refs/bisect/bad
                """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(outcome.text.split(separator: "\n").last == "commit 7", "\(outcome.text)\(outcome.errorText)")
    }

    @Test func `what cannot be judged is skipped, and says why`() throws {
        let outcome = try shell.run(
            Self.repository + """
                ./measure run --quick --counters none --filter "^$case\\$" --out ../good.json > /dev/null
                judge() { "$BENCH" bisect-run "$@" --good ../good.json --time 0.1 2> /dev/null || echo "exit $?"; }
                judge $case --build false --program ./measure
                judge $case --build true --program /bin/false
                judge memory/random/buffer-256/throughput --build true --program ./measure
                "$BENCH" bisect-run $case --good ../absent.json 2> /dev/null || echo "exit $?"
                """)
        let lines = outcome.text.split(separator: "\n")
        #expect(lines.count == 7 && lines.filter { $0 == "exit 125" }.count == 3, "\(outcome.text)\(outcome.errorText)")
        #expect(lines.first == "skipped: it does not build" && lines.last == "exit 128")
    }

    @Test func `results are added at commits, checked and exported`() throws {
        let outcome = try shell.run(
            Self.repository + """
                ./measure run --quick --counters none --filter "^$case\\$" --out ../r.json > /dev/null
                for i in 9 8 7 6 5 4 3 2 1 0; do
                    "$BENCH" history add ../r.json --commit HEAD~$i --file ../h.tsv > /dev/null
                    "$BENCH" history add ../r.json --commit HEAD~$i --file ../h.tsv > /dev/null
                done
                grep -vc '^#' ../h.tsv
                "$BENCH" history check --file ../h.tsv
                # Twice the time from the seventh commit on.
                awk -F'\\t' -v OFS='\\t' '/^#/ || $4 < 7 { print; next } { $6 *= 2; $7 *= 2; $8 *= 2; print }' ../h.tsv > ../slow.tsv
                "$BENCH" history check --file ../slow.tsv > ../check || echo "exit $?"
                grep -c "$(git rev-parse --short=12 HEAD~3)" ../check
                "$BENCH" history export --format otava --file ../slow.tsv --directory ../otava
                ls ../otava | wc -l
                # A commit without a time.
                awk -F'\\t' -v OFS='\\t' '$4 == 3 { $6 = $7 = $8 = "-" } { print }' ../slow.tsv > ../gap.tsv
                "$BENCH" history export --format otava --file ../gap.tsv --directory ../gap 2>&1
                echo x > number
                "$BENCH" history add ../r.json --file ../h.tsv 2>&1 || echo "exit $?"
                "$BENCH" history add ../r.json --file ../h.tsv --commit nosuch 2>&1 || echo "exit $?"
                """)
        let lines = outcome.text.split(separator: "\n").map(String.init)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        let expected = [
            "10", "1 cases over 10 commits: 0 changes, 0 regressions", "exit 2", "1", "1 cases in ../otava", "2",
            "bench: warning: time is left out for 1 of 1 cases, as commits lack it: memory/sequential/buffer-256/throughput at HASH",
            "0 cases in ../gap",
            "bench: there are changes that are not committed: name the commit that was measured with --commit",
            "exit 1", "bench: git knows no commit 'nosuch' in the working folder", "exit 1",
        ]
        #expect(lines.map { $0.replacing(#/at [0-9a-f]{12}$/#, with: "at HASH") } == expected, "\(outcome.text)")
    }
}

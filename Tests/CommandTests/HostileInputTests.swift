import Foundation
import Testing
import TestSupport

/// Inputs that once took minutes, gigabytes or for ever, or ended in a trap. Debug builds take ten times the time.
@Suite struct HostileInputTests {
    /// Runs a script in which memory is limited: what needs more than `megabytes` of address space fails.
    private func run(_ script: String, megabytes: Int = 1024) throws -> Shell.Outcome {
        // The address sanitizer takes terabytes of addresses.
        let limit = ProcessInfo.processInfo.environment["ASAN_OPTIONS"] == nil ? "ulimit -v \(megabytes * 1024)\n" : ""
        return try Shell().run(limit + script)
    }

    @Test func `one endless line ends in one sentence`() throws {
        let commands = [
            "check big", "check /dev/zero", "costs --cost-file big", "costs --cost-file /dev/zero", "map big",
            "map /dev/zero", "check - < /dev/zero",
        ]
        let trials = commands.map { "timeout 60 $TDMR \($0) && exit 9 || [ $? = 65 ]" }.joined(separator: "\n")
        let outcome = try run("head -c 268435456 /dev/zero | tr '\\0' a > big\n\(trials)")
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.isEmpty)
        let lines = outcome.errorText.split(separator: "\n")
        #expect(lines.count == commands.count, "\(lines)")
        #expect(lines.allSatisfy { $0.hasSuffix(":1: the line is too long") && $0.count < 200 }, "\(lines)")
    }

    /// 20,000 lines that are all full and say nothing: each may go on the one before.
    @Test func `full lines that say nothing take no time by their square`() throws {
        let outcome = try run(
            """
            awk 'BEGIN { srand(1); rest = sprintf("%072d", 0); while (n++ < 20000) { for (i = 0; i < 4; i++) printf "%c", 97 + int(rand() * 26); print rest } }' > full
            timeout 60 $TDMR map full && exit 9 || exit $?
            """)
        #expect(outcome.exitCode == 65, "\(outcome.errorText)")
    }

    @Test(
        arguments: Thoroughness.sample(
            ["map lines", "diagnose lines", "survey lines", "costs --cost-file lines"], of: 1))
    func `empty lines take no memory`(_ command: String) throws {
        let outcome = try run(
            "head -c 2M /dev/zero | tr '\\0' '\\n' > lines; timeout 120 $TDMR \(command) && exit 9 || exit $?",
            megabytes: 200)
        #expect(outcome.exitCode == 65, "\(outcome.errorText)")
    }

    @Test func `compressed input beyond a limit is said to be that`() throws {
        let outcome = try run(
            "head -c 70M /dev/zero | gzip -1 > line.gz; timeout 60 $TDMR map line.gz && exit 9 || exit $?")
        #expect(outcome.exitCode == 65)
        #expect(outcome.errorText == "line.gz:1: the line is too long\n")
    }

    @Test(.enabled(if: Thoroughness.isComplete)) func `no name is a command to a runner of workflows`() throws {
        let outcome = try run(
            """
            set +e; log=$ROOT/datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt; cp $log ./::error::x; cp $log '##[error]y'
            printf 'case ::error::z\ncase ' > cases; echo nonsense > ::error::bad
            for name in ::error::x '##[error]y'; do
                $TDMR plan "$name" | grep -a error; $TDMR plan "$name" --format json | grep -a '##'; $TDMR map ::error::bad
                $TDMR diagnose "$name"; $TDMR online "$name" 0x0-0x8000000; $TDMR survey "$name" --format csv; $TDMR survey "$name" --format text
                $TDMR plan "$name" "$name"; $TDMR enable "$name"; $TDMR hotplug "$name" --events 100; $TDMR ladder "$name"; $TDMR plan --svg "$name" map; $TDMR $name
            done
            $TDMR check cases; $TDMR check ::error::bad; $TDMR costs --cost-file ::error::bad; exit 0
            """)
        let lines = (outcome.text + outcome.errorText).split(separator: "\n")
        #expect(lines.count { $0.contains("error::x") || $0.contains("[error]y") } >= 16, "\(lines)")
        #expect(lines.allSatisfy { !$0.drop { $0 == " " }.hasPrefix("::") && !$0.contains("##[") }, "\(lines)")
    }

    @Test(arguments: ["$TDMR --help", "$TDMR --version", "$TDMR plan --help", "$BENCH --help", "$BENCH show --version"])
    func `what cannot be written is an error for help too`(_ command: String) throws {
        let outcome = try run("BENCH_NO_REEXEC=1 \(command) > /dev/full && exit 9 || exit $?")
        #expect(outcome.exitCode == 1, "\(outcome.errorText)")
        #expect(outcome.errorText.contains("standard output: No space left on device"), "\(outcome.errorText)")
    }

    @Test func `a name that ends as a folder's is no file to write`() throws {
        let outcome = try run(
            """
            printf 'tdxmap 1\nmemory 0x100000 0x80000000 0\n' > map
            $TDMR plan map --svg new/ > out && exit 9 || [ $? = 1 ]; [ ! -e new ]
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(outcome.errorText.contains("new: ends with '/'"), "\(outcome.errorText)")
    }

    @Test(arguments: [
        "--lps 9223372036854775807", "--lps 65537", "--max-tdmrs 9223372036854775807", "--max-reserved 65536",
        "--slack 65536",
    ])
    func `a number beyond what hardware has is refused`(_ option: String) throws {
        let outcome = try run(
            "printf 'tdxmap 1\\nmemory 0x100000 0x80000000 0\\n' > map; $TDMR plan map \(option) && exit 9 || exit $?")
        #expect(outcome.exitCode == 64, "\(outcome.errorText)")
        #expect(outcome.errorText.contains("takes"), "\(outcome.errorText)")
    }

    @Test(.enabled(if: Thoroughness.isComplete)) func `the front of 65,535 TDMRs ends`() throws {
        let outcome = try run(
            """
            printf 'tdxmap 1\\nlimits 65535 16 16 16 16\\nmemory 0x100000 0x80000000 0\\nmemory 0x100000000 0x280000000 0\\n' > map
            timeout 120 $TDMR plan map --pareto
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
    }

    @Test func `a message quotes little of what is wrong`() throws {
        for command in ["check long", "costs --cost-file long", "costs --cost $(cat long)"] {
            let outcome = try run(
                "head -c 100000 /dev/zero | tr '\\0' b > long; timeout 60 $TDMR \(command) && exit 9 || exit $?")
            #expect([64, 65].contains(outcome.exitCode))
            #expect(!outcome.errorText.contains(String(repeating: "b", count: 81)), "\(command)")
        }
    }

    @Test func `a firmware directory of many entries takes little memory`() throws {
        let entries = Thoroughness.cases(quick: 2000, thorough: 50_000)
        let outcome = try run(
            """
            i=0; while [ $i -lt \(entries) ]; do echo $i; i=$((i + 1)); done | xargs mkdir -p
            for d in [0-9]*; do printf '0x%x' $((d << 20)) > $d/start; printf '0x%x' $(((d << 20) + 0xfffff)) > $d/end; echo System RAM > $d/type; done
            timeout 150 $TDMR map .
            """, megabytes: 600)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(outcome.text.contains("memory 0x0 0x\(String(entries << 20, radix: 16)) 0\n"))
    }

    @Test(arguments: ["mkfifo 0/start", "mkdir 0/start", "ln -s /dev/zero 0/start"])
    func `what is no file in a firmware directory is refused at once`(_ making: String) throws {
        let outcome = try run(
            "mkdir -p map/0; cd map; \(making); echo 0xfff > 0/end; echo System RAM > 0/type; timeout 20 $TDMR map . && exit 9 || exit $?"
        )
        #expect(outcome.exitCode == 65)
        #expect(outcome.errorText == "./0/start: not a regular file\n")
    }

    @Test(arguments: [
        "mkfifo block_size_bytes", "echo 8000000 > block_size_bytes; mkdir -p memory0/node0; mkfifo memory0/state",
        "ln -s /dev/zero block_size_bytes",
    ])
    func `what is no file among memory blocks is refused at once`(_ making: String) throws {
        let outcome = try run("mkdir map; cd map; \(making); timeout 20 $TDMR map . && exit 9 || exit $?")
        #expect(outcome.exitCode == 65)
        #expect(outcome.errorText.hasSuffix(": not a regular file\n"), "\(outcome.errorText)")
    }

    @Test func `a survey takes names that are no UTF-8, and its cells are no formulas`() throws {
        let outcome = try run(
            """
            mkdir fleet; cd fleet; log=$ROOT/datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt
            cp $log "$(printf 'a\\xff\\x1b[31m\\n.log')"; cp $log "=cmd()"; cp $log -- "-2+3"; mkfifo pipe; ln -s . loop; cd ..
            timeout 60 $TDMR survey fleet --format csv; cd fleet; timeout 60 $TDMR survey "=cmd()" --format csv | tail -1; timeout 60 $TDMR survey . | cat -v
            """)
        let lines = outcome.text.split(separator: "\n")
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(lines.count { $0.contains(",ENOSPC,") } == 4, "\(outcome.text)")
        #expect(lines.contains { $0.hasPrefix(#"fleet/a\xff\x1b[31m\n.log,ok"#) }, "\(outcome.text)")
        #expect(lines.contains { $0.hasPrefix("\"'=cmd()\",ok") }, "\(outcome.text)")
        #expect(!outcome.text.contains("^["))
    }

    @Test func `a survey's names stay on their line`() throws {
        let outcome = try run(
            """
            name="$(printf 'bad-\\n::error::x')"; echo nonsense > "$name"
            log=$ROOT/datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt; cp $log "$(printf 'fails-\\n::error::y')"
            for format in text html; do timeout 60 $TDMR survey . --format $format; done
            timeout 60 $TDMR diagnose fails-* || [ $? = 2 ]
            """)
        let lines = outcome.text.split(separator: "\n")
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(lines.count { $0.contains("bad-") } >= 2 && lines.count { $0.contains("fails-") } >= 3)
        #expect(!lines.contains { $0.hasPrefix("::") }, "\(outcome.text)")
    }

    @Test(arguments: ["plan map --strategy", "plan map --kernel", "status", "generate --preset", "plan map --svg"])
    func `what was typed stays on its line in a message`(_ command: String) throws {
        let outcome = try run(
            """
            printf 'tdxmap 1\\nmemory 0x100000 0x80000000 0\\n' > map
            $TDMR \(command) "$(printf '/nonexist/x\\n::error::y')" > /dev/null && exit 9 || exit $?
            """)
        #expect([1, 64].contains(outcome.exitCode), "\(outcome.errorText)")
        #expect(outcome.errorText.contains(#"x\n::error::y"#), "\(outcome.errorText)")
        #expect(!outcome.errorText.split(separator: "\n").contains { $0.hasPrefix("::") }, "\(outcome.errorText)")
    }

    @Test func `edited lines of a survey are refused or counted`() throws {
        let outcome = try run(
            """
            row='{"path": "a", "status": "ok", "linux": "OK", "withheld_kib": 18446744073709551615, "linux_us": 1e308, "best_us": 5e-324, "areas_max": 9223372036854775807}'
            end='{"summary": {"machines": 2, "refused": 0, "no_memory": 0, "skipped": 9223372036854775807}}'
            printf '%s\n%s\n%s\n' "$row" "$row" "$end" > whole; for format in text json csv html; do $TDMR survey --merge whole --format $format > out; done
            printf '%s\n{"path": 1}\n%s\n' "$row" "$end" > bad; fails $TDMR survey --merge bad
            printf '{"summary": {"machines": 9223372036854775807, "refused": 9223372036854775807, "no_memory": 2, "skipped": 0}, "shard": [0, -1]}\n' > part; fails $TDMR survey --merge part
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(outcome.errorText.split(separator: "\n").count == 2, "\(outcome.errorText)")
    }

    @Test(arguments: [
        "add 0x100000000 0xffffff8000000 0", "add 0xffffff0000000 0xffffff8000000 0",
        "add 0x100000000 0x1000000000000 0",
    ])
    func `hotplug costs events and runs of blocks, not addresses`(_ event: String) throws {
        // Two seconds of processor time, of a debug build.
        let outcome = try run(
            """
            printf 'tdxmap 1\nmemory 0x100000 0x80000000 0\nhotplug 0x100000000 0x10000000000000 0\n' > map
            printf 'hotplug-trace 1\n\(event)\noffline\(event.dropFirst(3).dropLast(2))\nremove\(event.dropFirst(3).dropLast(2))\n\(event)\n' > trace
            ulimit -t 2; timeout 60 $TDMR hotplug map trace
            """, megabytes: 400)
        #expect(outcome.exitCode == 0, "\(event): \(outcome.errorText)")
        #expect(outcome.text.contains(" x EPERM without a message"))
    }

    @Test func `65,536 nodes are read, mapped and asked about`() throws {
        // The best plan of so many takes a debug build seconds.
        let planned = Thoroughness.cases(quick: 64, thorough: 65_536)
        let outcome = try run(
            """
            machine() { $TDMR generate --preset sized --regions $1 | awk '/^memory/ { print $1, $2, $3, n++; next } { print }'; }
            machine 65536 > map; machine \(planned) > best
            for command in "map map" "online map 0x100000-0x200000" "plan map --strategy linux" "plan best"; do timeout 100 $TDMR $command > /dev/null || [ $? = 2 ]; done
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
    }

    @Test(arguments: ["--seed 7 --low-top 0x70000000 --low-fragments 107", "--low-fragments 107 --seed 415"])
    func `many low fragments make a valid map`(_ options: String) throws {
        let outcome = try run("$TDMR generate \(options) > map; $TDMR map map | cmp - map; grep -c ^memory map")
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
    }

    @Test func `paths that are no UTF-8 open, and are shown as what they are`() throws {
        let outcome = try run(
            """
            name=$(printf 'a\\xff\\x1b[31m\\nb.log'); cp $ROOT/datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt "$name"
            $TDMR plan "$name" --svg "$name.svg" 2> said | sed -n 1p; cat said; test -s "$name.svg"
            $TDMR plan "$name" --format json 2> /dev/null | head -c 60; echo
            fails $TDMR map "$name.none" 2>&1
            fails $TDMR plan "--$name" 2>&1
            """)
        let lines = outcome.text.split(separator: "\n")
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(lines.first == #"a\xff\x1b[31m\nb.log"#)
        #expect(lines.dropFirst().first?.hasPrefix(#"a\xff\x1b[31m\nb.log: warning: "#) == true)
        #expect(outcome.text.contains("{\"map\": \"a\u{fffd}\\u001b[31m\\nb.log\""))
        #expect(outcome.text.contains(#"a\xff\x1b[31m\nb.log.none: No such file or directory"#))
        #expect(!outcome.output.contains(0x1b))
    }
}

import Foundation
import Testing
import TestSupport

/// Inputs that once took minutes, gigabytes or for ever, or ended in a trap. Debug builds take ten times the time.
struct HostileInputTests {
    /// Runs a script in which memory is limited: what needs more than `megabytes` of address space fails.
    private func run(_ script: String, megabytes: Int = 1024) throws -> Shell.Outcome { try Shell().run("ulimit -v \(megabytes * 1024)\n" + script) }

    @Test(arguments: ["check big", "check /dev/zero", "costs --cost-file big", "costs --cost-file /dev/zero", "map big", "map /dev/zero", "check - < /dev/zero"])
    func `One endless line ends in one sentence`(_ command: String) throws {
        let outcome = try run("""
            case "\(command)" in *big*) head -c 268435456 /dev/zero | tr '\\0' a > big ;; esac
            timeout 60 $TDMR \(command) && exit 9 || exit $?
            """)
        #expect(outcome.exitCode == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText.hasSuffix(":1: the line is too long\n"), "\(outcome.errorText)")
        #expect(outcome.errors.count < 200)
    }

    @Test func `A message quotes little of what is wrong`() throws {
        for command in ["check long", "costs --cost-file long", "costs --cost $(cat long)"] {
            let outcome = try run("head -c 100000 /dev/zero | tr '\\0' b > long; timeout 60 $TDMR \(command) && exit 9 || exit $?")
            #expect([64, 65].contains(outcome.exitCode))
            #expect(!outcome.errorText.contains(String(repeating: "b", count: 81)), "\(command)")
        }
    }

    @Test func `A firmware directory of many entries takes little memory`() throws {
        let entries = Thoroughness.cases(quick: 2000, thorough: 50_000)
        let outcome = try run("""
            i=0; while [ $i -lt \(entries) ]; do echo $i; i=$((i + 1)); done | xargs mkdir -p
            for d in [0-9]*; do printf '0x%x' $((d << 20)) > $d/start; printf '0x%x' $(((d << 20) + 0xfffff)) > $d/end; echo System RAM > $d/type; done
            timeout 150 $TDMR map .
            """, megabytes: 600)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(outcome.text.contains("memory 0x0 0x\(String(entries << 20, radix: 16)) 0\n"))
    }

    @Test(arguments: ["mkfifo 0/start", "mkdir 0/start", "ln -s /dev/zero 0/start"])
    func `What is no file in a firmware directory is refused at once`(_ making: String) throws {
        let outcome = try run("mkdir -p map/0; cd map; \(making); echo 0xfff > 0/end; echo System RAM > 0/type; timeout 20 $TDMR map . && exit 9 || exit $?")
        #expect(outcome.exitCode == 65)
        #expect(outcome.errorText == "./0/start: no regular file\n")
    }

    @Test(arguments: ["add 0x100000000 0xffffff8000000 0", "add 0xffffff0000000 0xffffff8000000 0", "add 0x100000000 0x1000000000000 0"])
    func `Hotplug costs events and blocks, not addresses`(_ event: String) throws {
        let outcome = try run("""
            printf 'tdxmap 1\\nmemory 0x100000 0x80000000 0\\nhotplug 0x100000000 0x10000000000000 0\\n' > map
            printf 'hotplug-trace 1\\n\(event)\\n' > trace
            timeout 20 $TDMR hotplug map trace > /dev/null
            """, megabytes: 400)
        #expect(outcome.exitCode == 0, "\(event): \(outcome.errorText)")
    }

    @Test func `65,536 nodes are read, mapped and asked about`() throws {
        let outcome = try run("""
            $TDMR generate --preset sized --regions 65536 | awk '/^memory/ { print $1, $2, $3, n++; next } { print }' > map
            for command in "map map" "online map 0x100000-0x200000" "plan map --strategy linux"; do timeout 20 $TDMR $command > /dev/null || [ $? = 2 ]; done
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
    }

    @Test(arguments: ["--seed 7 --low-top 0x70000000 --low-fragments 107", "--low-fragments 107 --seed 415"])
    func `Many low fragments make a valid map`(_ options: String) throws {
        let outcome = try run("$TDMR generate \(options) > map; $TDMR map map | cmp - map; grep -c ^memory map")
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
    }

    @Test(.enabled(if: Thoroughness.isThorough)) func `Four million memory blocks make a valid map`() throws {
        let outcome = try run("$TDMR generate --preset memory-blocks --regions 4194304 > map; $TDMR map map | cmp - map", megabytes: 2048)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
    }

    @Test func `Paths that are no UTF-8 open, and are shown as what they are`() throws {
        let outcome = try run("""
            name=$(printf 'a\\xff\\x1b[31m\\nb.log'); cp $ROOT/datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt "$name"
            $TDMR plan "$name" --svg "$name.svg" 2> said | sed -n 1p; cat said; test -s "$name.svg"
            $TDMR plan "$name" --format json 2> /dev/null | head -c 60; echo
            ! $TDMR map "$name.none" 2>&1
            ! $TDMR plan "--$name" 2>&1
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

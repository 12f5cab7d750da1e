import Foundation
import Testing
import TestSupport

/// Files that options ask for: what is not a regular file is written into, a link stays, and nothing is harmed on the way.
@Suite struct OutputFileTests {
    /// One that is soon read and planned: what counts here is what is written.
    private static let map = "$ROOT/Tests/Fixtures/readers/machine.tdxmap"
    /// Every option that writes a file, or two of them, with `OUT` for its value.
    static let options = Thoroughness.sample(
        [
            "$TDMR plan \(map) --svg OUT", "$TDMR survey \(map) --out OUT", "$TDMR plan \(map) --emit-tdmr-info OUT",
            "$TDMR enable \(map) --trace OUT",
            "$BENCH run --filter '^e820/sweep/firmware-64/' --time 0.01 --counters none --out OUT",
            "$TDMR ladder \(map) --page OUT",
        ], of: 2)

    @Test(.enabled(if: Shell.canMount), arguments: options)
    func `a device stays a device and is written into`(_ command: String) throws {
        let shell = try Shell()
        let outcome = try shell.run(
            """
            mkdir dev; mount -t tmpfs none dev; mknod dev/null c 1 3; mknod dev/disk b 7 99
            \(command.replacing("OUT", with: "dev/null")) > /dev/null
            test -c dev/null
            fails \(command.replacing("OUT", with: "dev/disk")) > /dev/null 2> said
            test -b dev/disk; cat said; ls -A dev
            """, isPrivate: true)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(outcome.text.contains("dev/disk: is a block device"))
        #expect(outcome.text.hasSuffix("disk\nnull\n"))
    }

    @Test(arguments: options)
    func `a FIFO and standard output get the bytes that a file gets`(_ command: String) throws {
        let outcome = try Shell().run(
            """
            mkfifo pipe; cat pipe > got & reader=$!
            \(command.replacing("OUT", with: "pipe")) > /dev/null
            wait $reader; test -p pipe; test -s got
            \(command.replacing("OUT", with: "file")) > /dev/null
            head -c 16 got | cmp - <(head -c 16 file)
            \(command.replacing("OUT", with: "/dev/stdout")) | cat > both; test -s both
            echo before > log; \(command.replacing("OUT", with: "/dev/stdout")) >> log; head -1 log
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(outcome.text == "before\n")
    }

    /// It waits for 10 s, on a thread that no other test needs.
    @Test func `a FIFO that nobody reads ends in an error`() async throws {
        let outcome = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                let command = Self.options[0].replacing("OUT", with: "pipe")
                continuation.resume(
                    with: Result {
                        try Shell().run("mkfifo pipe; fails timeout 60 \(command) > /dev/null; test -p pipe")
                    })
            }
        }
        #expect(outcome.exitCode == 0)
        #expect(outcome.errorText.contains("pipe: no process opened this FIFO for reading within 10 s"))
    }

    @Test(arguments: options.filter { $0.hasPrefix("$TDMR") })
    func `a link stays, what it leads to is replaced and keeps its mode`(_ command: String) throws {
        let outcome = try Shell().run(
            """
            umask 022; mkdir far; \(command.replacing("OUT", with: "far/file")) > /dev/null; stat -c %a far/file
            chmod 600 far/file; before=$(stat -c %i far/file); ln -s far/file link; ln -s link again
            \(command.replacing("OUT", with: "again")) > /dev/null
            test -L again; test -L link; stat -c %a far/file; test $(stat -c %i far/file) != $before
            ln -s far/new nowhere; \(command.replacing("OUT", with: "nowhere")) > /dev/null; test -L nowhere; test -f far/new
            ln -s loop loop; fails \(command.replacing("OUT", with: "loop")) > /dev/null 2>&1; ls -A far
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(outcome.text == "644\n600\nfile\nnew\n")
    }

    @Test(arguments: options)
    func `a link planted under a temporary name is not followed`(_ command: String) throws {
        let outcome = try Shell().run(
            """
            echo precious > victim
            ( ln -s victim out.$BASHPID.tmp; exec \(command.replacing("OUT", with: "out")) > /dev/null )
            cat victim; test -s out; ls -A | grep -c tmp
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        // The planted link alone.
        #expect(outcome.text == "precious\n1\n")
    }

    @Test func `what a survey may not go on with is left alone`() throws {
        let outcome = try Shell().run(
            """
            echo precious > victim; echo precious > second
            ln -s victim a.partial; ln second b.partial; mkfifo c.partial; echo text > d.partial; echo text > e; touch f.partial; exec 9< f.partial; flock 9
            for name in a b c d e f; do
                for option in "" --resume; do fails timeout 20 $TDMR survey \(Self.map) --out $name $option 2>> said; done
            done
            cat victim second d.partial e; grep -c . said; ls -A
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(
            outcome.text
                == "precious\nprecious\ntext\ntext\n12\na.partial\nb.partial\nc.partial\nd.partial\ne\nf.partial\nsaid\nsecond\nvictim\n"
        )
    }

    @Test(.enabled(if: Shell.canMount), arguments: options)
    func `a full disk, a read-only folder and a vanished one leave everything as it was`(_ command: String) throws {
        let outcome = try Shell().run(
            """
            mkdir full ro gone; \(command.replacing("OUT", with: "good")) > /dev/null
            mount -t tmpfs -o size=64k none full; head -c 3 good > full/file; head -c 65536 /dev/zero > full/fill 2> /dev/null || true
            head -c 3 good > ro/file; mount --bind ro ro; mount -o remount,ro,bind ro
            for out in full/file full/new ro/file ro/new gone/../vanished/new; do
                if \(command.replacing("OUT", with: "$out")) \(command.contains("$BENCH") ? "--force" : "") > /dev/null 2> said; then echo "$out: written"; fi
                grep -q "$out: " said || { cat said; echo "$out: no word"; }
            done
            cmp <(head -c 3 good) full/file; cmp <(head -c 3 good) ro/file; ls -A full ro
            """, isPrivate: true)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(outcome.text == "full:\nfile\nfill\n\nro:\nfile\n")
    }

    @Test func `a full disk under standard output is an error`() throws {
        for command in ["plan \(Self.map)", "map \(Self.map)", "generate", "costs", "plan \(Self.map) --format json"] {
            let outcome = try Shell().run("$TDMR \(command) > /dev/full && exit 9 || exit $?")
            #expect(outcome.exitCode == 1, "\(command)")
            #expect(
                outcome.errorText.contains("standard output: No space left on device"),
                "\(command): \(outcome.errorText)")
        }
        let list = try Shell().run("$BENCH list > /dev/full && exit 9 || exit $?")
        #expect(list.exitCode == 1)
    }

    @Test func `a closed pipe ends a command quietly`() throws {
        let outcome = try Shell().run(
            """
            ( $TDMR generate --preset sized --regions 100000 || echo $? > code ) | head -1 > /dev/null; test "$(cat code)" = 141
            ( trap '' PIPE; $TDMR generate --preset sized --regions 100000 || echo $? > code ) | head -1 > /dev/null; test "$(cat code)" = 1
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        #expect(outcome.errorText.split(separator: "\n").count == 1)
    }
}

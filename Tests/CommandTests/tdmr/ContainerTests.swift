import Foundation
import TestSupport
import Testing

/// Logs inside of compressed files and archives, one in the other.
@Suite struct ContainerTests {
    private static let log = "datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt"

    @Test func `a log that is compressed more than once is read`() throws {
        let outcome = try Shell().run(
            """
            cp $ROOT/\(Self.log) log; $TDMR map log > plain 2> /dev/null
            gzip -c log > gz; gzip -c gz > gzgz; xz -c gz > gzxz; gzip -c gzxz > three; xz -c log | gzip -c > xzgz
            for file in gz gzgz gzxz three xzgz; do $TDMR map $file 2> /dev/null | cmp - plain && echo $file; done
            $TDMR map - < gzgz 2> /dev/null | cmp - plain && echo stream
            cat gzxz | $TDMR map - 2> /dev/null | cmp - plain && echo pipe
            gzip -c three | gzip -c > five; $TDMR map five 2>&1 || echo $?
            head -c 400 gzgz > cut; $TDMR map cut 2>&1 || echo $?
            """)
        #expect(
            outcome.text == """
                gz
                gzgz
                gzxz
                three
                xzgz
                stream
                pipe
                five:1: the input is compressed more than 4 times: convert it to plain text first
                65
                cut: the compressed or archived data is damaged or cut
                65

                """, "\(outcome.errorText)")
    }

    @Test func `archives of any compression inside of archives are surveyed`() throws {
        let outcome = try Shell().run(
            """
            cp $ROOT/\(Self.log) a.log; cp a.log b.log; tar -cJf in.txz a.log; tar -czf in.tar.gz b.log
            gzip -c in.txz > twice.gz
            gzip -k a.log; tar -cf out.tar in.txz in.tar.gz twice.gz a.log.gz; gzip -k out.tar
            for out in out.tar out.tar.gz; do $TDMR survey $out --format csv | cut -d, -f1,2; done
            """)
        let rows = ["in.txz/a.log", "in.tar.gz/b.log", "twice.gz/a.log", "a.log.gz"]
        var expected = ""
        for out in ["out.tar", "out.tar.gz"] {
            expected += "path,status\n"
            for row in rows { expected += "\(out)/\(row),ok\n" }
        }
        #expect(outcome.text == expected, "\(outcome.errorText)")
    }

    /// Trees of the kernel's, made up, give the same from a folder and from an archive.
    @Test func `trees of the kernel's in an archive are machines`() throws {
        let outcome = try Shell().run(
            """
            memory=host/sys/devices/system/memory; map=host/sys/firmware/memmap
            mkdir -p $memory/power; echo 8000000 > $memory/block_size_bytes
            echo online > $memory/auto_online_blocks; : > $memory/uevent; : > $memory/power/control
            for i in 0 1 2 3 32 33; do
                mkdir -p $memory/memory$i/power; echo online > $memory/memory$i/state
                echo 1 > $memory/memory$i/removable; : > $memory/memory$i/power/control
                ln -s ../../node/node$((i / 32)) $memory/memory$i/node$((i / 32))
            done
            echo offline > $memory/memory3/state
            entry() { mkdir -p $map/$1; echo $2 > $map/$1/start; echo $3 > $map/$1/end; echo $4 > $map/$1/type; }
            entry 0 0x0 0x9ffff 'System RAM'; entry 1 0x100000 0x7fffffff 'System RAM'
            entry 2 0x80000000 0x8fffffff Reserved
            $TDMR survey host --format csv | sed 's,^host/,,' > folder
            for options in -cf --sort=name\\ -czf; do tar $options t host/sys
            $TDMR survey t --format csv | sed 's,^t/host/,,' | cmp - folder; done
            tar --transform 's,.*sys/devices/system/memory,.,' -cf t $memory
            $TDMR survey t --format csv | tail -1 | cut -d, -f1,2,6
            cut -d, -f1,2,6 folder
            """)
        #expect(
            outcome.text == "t,ok,2\npath,status,tdmrs\nsys/devices/system/memory,ok,2\nsys/firmware/memmap,ok,1\n",
            "\(outcome.text) \(outcome.errorText)")
    }

    @Test func `archives that are not opened say what helps`() throws {
        let folder = try TemporaryFolder()
        let log = try Data(contentsOf: Fixtures.packageRoot.appending(path: Self.log))
        for (name, mark, kind) in [
            ("logs.zip", [0x50, 0x4b, 0x03, 0x04], "a zip archive"),
            ("empty.zip", [0x50, 0x4b, 0x05, 0x06], "a zip archive"),
            ("logs.7z", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive"),
        ] as [(String, [UInt8], String)] {
            let path = folder.url.appending(path: name)
            try (Data(mark) + Data([20, 0, 0, 0]) + log).write(to: path)
            for command in [["plan"], ["diagnose"], ["survey", "--format", "csv"]] {
                let outcome = try BuiltProduct.tdmr.run(command + [path.path])
                #expect(outcome.exitCode == 65)
                #expect(
                    (outcome.standardOutput + outcome.standardError).contains("\(kind): unpack it"),
                    "\(command): \(outcome.standardOutput)\(outcome.standardError)")
            }
        }
    }
}

import Foundation
import TestSupport
import Testing

@Suite struct SurveyCommandTests {
    private struct Row: Decodable {
        var path: String?
        var status: String?
        var linux: String?
        var areas_max: Int?
    }

    private static func survey(_ arguments: [String]) throws -> BuiltProduct.Outcome {
        try BuiltProduct.tdmr.run(["survey"] + arguments)
    }

    /// A small fleet: two logs, one that is none, one without memory, and what lies beside logs.
    private static func fleet() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "rack"), withIntermediateDirectories: false)
        _ = try folder.file("a.log", "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n")
        _ = try folder.file(
            "rack/b.log",
            String(contentsOfFile: "datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt", encoding: .utf8))
        _ = try folder.file("rack/c.log", "hello\n")
        _ = try folder.file("rack/d.log", "virt/tdx: module not loaded\n")
        _ = try folder.file("README.md", "text")
        return folder
    }

    @Test func `a bad log is a row, and what lies beside logs is skipped`() throws {
        let folder = try Self.fleet()
        let outcome = try Self.survey([folder.url.path, "--format", "json"])
        #expect(outcome.exitCode == 0)
        let lines = outcome.standardOutput.split(separator: "\n")
        let rows = try lines.map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
        #expect(rows.dropLast().map(\.status) == ["ok", "ok", "refused", "no-memory"])
        #expect(rows[1].linux == "ENOSPC")
        #expect(rows[1].areas_max == 18)
        #expect(
            lines.last?.hasPrefix("{\"summary\": {\"machines\": 2, \"refused\": 1, \"no_memory\": 1, \"skipped\": 1")
                == true)
        let text = try Self.survey([folder.url.path]).standardOutput
        #expect(text.contains("failing under Linux"))
        #expect(text.contains("rack/c.log"))
        #expect(
            try Self.survey([folder.url.path, "--format", "csv"]).standardOutput.hasPrefix("path,status,reason,linux,"))
        #expect(try Self.survey([folder.url.path, "--format", "html"]).standardOutput.hasPrefix("<!DOCTYPE html>"))
        #expect(try Self.survey(["/nowhere"]).exitCode == 65)
    }

    @Test func `a machine whose plan under Linux the module refuses is none that works under Linux`() throws {
        let folder = try TemporaryFolder()
        for (index, map) in RefusedPlanTests.refused.enumerated() { _ = try folder.file("\(index).map", map) }
        let lines = try Self.survey([folder.url.path, "--format", "json"]).standardOutput.split(separator: "\n")
        for line in lines.dropLast() {
            #expect(line.contains("\"linux\": \"EIO\""), "\(line)")
            #expect(line.contains("\"reason\": \"the module refuses: "), "\(line)")
            #expect(line.contains("\"linux_us\": null"), "\(line)")
        }
        #expect(lines.last?.contains("\"linux_fails\": 2") == true)
        #expect(
            lines.last?.contains("\"within_areas_of_failing\": {\"0\": 0, \"1\": 0, \"2\": 0, \"3\": 0, \"4\": 0}")
                == true)
        let rows = try Self.survey([folder.url.path, "--format", "csv"]).standardOutput.split(separator: "\n")
            .dropFirst()
        #expect(rows.allSatisfy { $0.contains(",EIO,") })
        #expect(
            try Self.survey([folder.url.path]).standardOutput.contains("Linux fails:\n  1 x EIO: the module refuses: "))
    }

    @Test func `a pipe or a device that may never end is refused at once`() throws {
        let folder = try Self.fleet()
        let pipe = folder.url.appending(path: "pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        let outcome = try Self.survey([pipe, "/dev/zero", folder.url.path, "--format", "csv"])
        #expect(outcome.exitCode == 0)
        let rows = outcome.standardOutput.split(separator: "\n").map(String.init)
        #expect(
            rows.contains {
                $0.hasPrefix("\(pipe),refused,\"a named pipe, not a file")
                    || $0.hasPrefix("\(pipe),refused,a named pipe, not a file")
            })
        #expect(rows.contains { $0.contains("/dev/zero,refused") && $0.contains("a device") })
        // One that nobody named is skipped.
        #expect(rows.count { $0.contains("/pipe") } == 1)
        #expect(try Self.survey([pipe]).exitCode == 65)
        #expect(try Self.survey(["/dev/stdin"]).exitCode == 65)
        #expect(try Self.survey(["--merge", pipe]).standardError.contains("a pipe cannot be"))
    }

    @Test func `what cannot be read in a folder is counted, and reasons are sentences`() throws {
        let folder = try Self.fleet()
        #expect(mkfifo(folder.url.appending(path: "pipe").path, 0o600) == 0)
        #expect(symlink("/nowhere", folder.url.appending(path: "dead.log").path) == 0)
        _ = try folder.file("high.log", "8000000000000-800007fffffff : System RAM\n")
        let text = try Self.survey([folder.url.path]).standardOutput
        let counts = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(counts.contains("inputs refused 2"), "\(text)")
        #expect(counts.contains("other files, pipes and links to folders, skipped 2"), "\(text)")
        #expect(text.contains("1 x No such file or directory\n"))
        #expect(
            text.contains("EIO: the module refuses: TDMR N, [N, N), lies beyond N, the end of the physical addresses"))
    }

    @Test func `four shards, merged, are one survey`() throws {
        let logs = Thoroughness.sample(RealLog.all, of: 8).map(\.path)
        let whole = try Self.survey(logs + ["--format", "json"]).standardOutput
        let folder = try TemporaryFolder()
        let parts = (1...4).map { folder.url.appending(path: "part\($0).json").path }
        for (index, part) in parts.enumerated() {
            let outcome = try Self.survey(logs + ["--shard", "\(index + 1)/4", "--out", part])
            #expect(outcome.exitCode == 0)
            #expect(outcome.standardOutput == "")
        }
        #expect(try Self.survey(["--merge", "--format", "json"] + parts.reversed()).standardOutput == whole)
        let missing = try Self.survey(["--merge"] + parts.dropLast())
        #expect(missing.exitCode == 65)
        #expect(missing.standardError.contains("3 of 4 shards"))
        #expect(try Self.survey(["--shard", "5/4", "datasets/real"]).exitCode == 64)
    }

    @Test func `a survey that was stopped goes on where it stopped`() throws {
        let fleet = try Self.fleet()
        let whole = try Self.survey([fleet.url.path, "--format", "json"]).standardOutput
        let folder = try TemporaryFolder()
        let out = folder.url.appending(path: "fleet.json").path
        let torn = whole.split(separator: "\n").prefix(2).joined(separator: "\n") + "\n{\"path\": \"to"
        _ = try folder.file("fleet.json.partial", torn)
        #expect(try Self.survey([fleet.url.path, "--out", out, "--resume"]).exitCode == 0)
        #expect(try String(contentsOfFile: out, encoding: .utf8) == whole)
        #expect(!FileManager.default.fileExists(atPath: out + ".partial"))
        // Another fleet's file is no beginning of this one.
        _ = try folder.file("other.json.partial", whole)
        let other = try Self.survey([
            "datasets/real", "--out", folder.url.appending(path: "other.json").path, "--resume",
        ])
        #expect(other.exitCode == 65)
    }

    @Test func `a map that may lack memory is counted and named, and so is one without memory`() throws {
        let folder = try TemporaryFolder()
        let log = """
            [    0.000000] Linux version 6.8.0 (x) #1 SMP
            [    0.000000] BIOS-provided physical RAM map:
            [    0.000000] BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable

            """
        let whole = log + "[    0.000000] NX (Execute Disable) protection: active\n"
        _ = try folder.file("cut.log", log)
        _ = try folder.file("whole.log", whole)
        _ = try folder.file("empty.log", whole.replacing("usable", with: "reserved"))
        let text = try Self.survey([folder.url.path]).standardOutput
        #expect(text.contains("of them from maps that may lack memory       1"))
        #expect(text.contains("cut.log: line 3: the log ends with this line"))
        #expect(text.contains("No memory:\n    \(folder.url.path)/empty.log"))
        let rows = try Self.survey([folder.url.path, "--format", "csv"]).standardOutput.split(separator: "\n")
        #expect(rows.count == 4 && rows[1].contains("memory is missing") && rows[3].hasSuffix(",0,"))
        let page = try Self.survey([folder.url.path, "--format", "html"]).standardOutput
        #expect(page.contains("Machines whose map may lack memory") && page.contains("Inputs without memory"))
        // A part keeps the doubt.
        let parts = try TemporaryFolder()
        let part = parts.url.appending(path: "part.json").path
        #expect(try Self.survey([folder.url.path, "--shard", "1/1", "--out", part]).exitCode == 0)
        #expect(try Self.survey(["--merge", part]).standardOutput == text)
    }

    @Test func `a row says what the plans say`() throws {
        struct Figures: Decodable {
            struct Predicted: Decodable { var serial_us, parallel_us: Double }
            var predicted: Predicted?
            var tdmrs: [[String: Ignored]]
            var pamt_kib: UInt64
        }
        struct Ignored: Decodable { init(from decoder: any Decoder) {} }
        struct SurveyedRow: Decodable {
            var path: String
            var tdmrs: Int?
            var linux_us, best_us: Double?
            var pamt_kib: UInt64?
        }
        let logs = [
            "spr-8480ctdx-2s-256g-build698", "emr-foxcreekpass-2s-snc-256g-tdx-fail", "cxl-physical-2x256g",
            "dell-xps-13-7390-2-in-1-i7-1065g7-1n-32g",
        ]
        .map { "datasets/real/\($0)/dmesg.txt" }
        for line in try Self.survey(logs + ["--format", "json"]).standardOutput.split(separator: "\n").dropLast() {
            let row = try JSONDecoder().decode(SurveyedRow.self, from: Data(line.utf8))
            func plan(_ strategy: String) throws -> Figures? {
                let outcome = try BuiltProduct.tdmr.run(["plan", row.path, "--strategy", strategy, "--format", "json"])
                return outcome.exitCode == 65 ? nil : try JSONDecoder().decode(Figures.self, from: outcome.outputBytes)
            }
            let (linux, best) = (try plan("linux"), try plan("best"))
            #expect(row.tdmrs == linux.flatMap { $0.tdmrs.isEmpty ? nil : $0.tdmrs.count }, "\(row)")
            #expect(row.pamt_kib == best?.pamt_kib, "\(row)")
            for (surveyed, planned) in [
                (row.linux_us, linux?.predicted?.serial_us), (row.best_us, best?.predicted?.parallel_us),
            ] {
                #expect(
                    (surveyed == nil) == (planned == nil) && abs((surveyed ?? 0) - (planned ?? 0)) <= 0.001, "\(row)")
            }
        }
    }

    @Test func `an archive gives the rows of its files`() throws {
        let fleet = try Self.fleet()
        let folder = try TemporaryFolder()
        let archive = folder.url.appending(path: "fleet.tar.gz").path
        let tar = Process()
        tar.executableURL = URL(filePath: "/bin/tar")
        tar.arguments = [
            "-C", fleet.url.path, "--sort=name", "-czf", archive, "a.log", "rack/b.log", "rack/c.log", "rack/d.log",
        ]
        try tar.run()
        tar.waitUntilExit()
        let rows = try Self.survey([archive, "--format", "json"]).standardOutput
        let files = try Self.survey([fleet.url.path, "--format", "json"]).standardOutput
        #expect(
            rows.replacing(archive, with: "").split(separator: "\n").dropLast()
                == files.replacing(fleet.url.path, with: "").split(separator: "\n").dropLast())
        let map = try BuiltProduct.tdmr.run(["map", archive])
        #expect(map.exitCode == 65)
        #expect(map.standardError.contains("the input is a tar archive"))
    }

    @Test func `parts that are no whole results of one survey are refused, with the line`() throws {
        let outcome = try Shell().run(
            """
            mkdir logs; for name in {a..l}; do cp $ROOT/datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt logs/$name; done
            $TDMR survey logs --shard 1/2 --out 1.json; $TDMR survey logs --shard 2/2 --out 2.json; wc -l < 2.json
            sed 5d 2.json > short.json; sed 5p 2.json > long.json; sed '5s/ok/eh/' 2.json > odd.json; sed '$d' 2.json > open.json; (cat 2.json; echo -n '{') > torn.json
            for part in short long odd open torn; do $TDMR survey --merge 1.json $part.json > out 2>> said && exit 9 || [ $? = 65 ]; [ ! -s out ]; done
            $TDMR survey --merge 1.json <(cat 2.json) 2>> said && exit 9 || cat said
            """)
        let output = outcome.text.split(separator: "\n")
        let lines = try #require(output.first.flatMap { Int($0) })
        let said = output.dropFirst().map {
            $0.split(separator: ":", maxSplits: 1)[0] + ":" + $0.split(separator: ":", maxSplits: 1)[1]
        }
        #expect(said.count == 6, "\(outcome.text) \(outcome.errorText)")
        #expect(lines > 5 && said[0].hasPrefix("short.json:\(lines - 1): "))
        #expect(said[1] == "long.json:\(lines): more rows than its summary counts")
        #expect(said[2].hasPrefix("odd.json:5: "))
        #expect(said[3] == "open.json: no summary at the end: not the whole result of a survey")
        #expect(said[4].hasPrefix("torn.json: no summary at the end"))
        #expect(said[5].hasSuffix(": results are read twice: a pipe cannot be"))
    }

    @Test func `a survey that was finished goes on with what is new, and nothing else is ever replaced`() throws {
        let outcome = try Shell().run(
            """
            mkdir logs; cp $ROOT/datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt logs/a.log; cp logs/a.log logs/b.log
            $TDMR survey logs --out fleet.json; cp fleet.json before; $TDMR survey logs --out fleet.json --resume; cmp fleet.json before
            cp logs/a.log logs/c.log; $TDMR survey logs --out fleet.json --resume; $TDMR survey logs --format json | cmp - fleet.json
            rm logs/c.log; $TDMR survey logs --out fleet.json --resume 2> said && exit 9 || [ $? = 65 ]; cat said; rm fleet.json.partial
            echo mine > notes; for name in notes logs/a.log; do cp $name copy; $TDMR survey logs --out $name 2> said && exit 9 || cat said; cmp copy $name; done
            echo victim > victim; ln -s victim fleet.json.partial; $TDMR survey logs --out fleet.json 2> said && exit 9 || true; cat victim; rm fleet.json.partial
            $TDMR survey logs --out /dev/stdout | cmp - before; ls | tr '\n' ' '
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        let lines = outcome.text.split(separator: "\n").map(String.init)
        #expect(lines[0] == "fleet.json:3: row of logs/c.log, which this survey does not come to")
        #expect(lines[1].contains("notes: is something else") && lines[2].contains("logs/a.log: is something else"))
        #expect(lines[3] == "victim")
        #expect(lines[4] == "before copy fleet.json logs notes said victim ")
    }

    @Test func `what a newcomer points it at is a row, and never holds it up`() throws {
        let outcome = try Shell().run(
            """
            mkdir -p logs/empty logs/deep; cd logs; cp $ROOT/datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt "a
            b.log"; mkfifo fifo; ln -s . loop; ln -s nowhere dangling; ln -s /dev/zero zero; head -c 100000 /dev/urandom > binary; : > nothing
            gzip -k a*; cp *.gz "$(printf 'x\\xff.log.gz')"; (printf 'BIOS-e820: '; head -c 5000000 /dev/zero | tr '\\0' a) > long
            mkdir memmap; mkdir memmap/0; mkfifo memmap/0/start; mkdir mem; echo 8000000 > mem/block_size_bytes; mkdir mem/memory0; mkfifo mem/memory0/state
            tar -cf ../t.tar -P ../logs/a* "$(printf 'x\\xff.log.gz')" ../logs/nothing; cd ..; mv t.tar logs; timeout 60 $TDMR survey logs --format csv
            cat logs/t.tar | timeout 60 $TDMR survey - --format csv | tail -n +2; timeout 20 $TDMR survey <(gzip -c logs/a*.log) --format csv | tail -1
            timeout 20 $TDMR survey logs/empty --out none.json 2> said && exit 9 || [ $? = 65 ]; cat said; ls none.json* 2> /dev/null && exit 9 || true
            head -c 700 logs/t.tar > cut.tar; head -c 512 logs/t.tar > header.tar; (head -c 124 header.tar; printf '77777777777\\0'; tail -c +137 header.tar) > huge.tar
            tar -cf nested.tar logs/t.tar; timeout 20 $TDMR survey cut.tar huge.tar nested.tar logs/a*.log --format csv | tail -n +2
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        let rows = outcome.text.split(separator: "\n").map(String.init)
        #expect(
            rows.count { $0.contains(",ok,") && $0.contains("ENOSPC,18,") } == 3 + 3 + 3 + 1 + 3 + 1, "\(outcome.text)")
        #expect(rows.contains("logs/empty: no file to survey"))
        // A bad archive is a row like a bad log.
        for name in ["cut.tar", "huge.tar", "nested.tar/logs/t.tar/../logs/nothing"] {
            #expect(rows.contains { $0.hasPrefix("\(name),refused,") }, "\(name)")
        }
        for name in ["binary", "nothing", "long", "memmap", "mem", "dangling"] {
            #expect(rows.contains { $0.hasPrefix("logs/\(name),refused,") }, "\(name)")
        }
        for name in ["fifo", "loop", "zero"] {
            #expect(!rows.contains { $0.contains("logs/\(name)") }, "\(name)")
        }
        #expect(rows.contains { $0.contains("not a regular file") })
    }
}

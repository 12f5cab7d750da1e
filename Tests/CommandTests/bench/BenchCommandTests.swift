import Foundation
import TestSupport
import Testing

/// `bench` as a user runs it; the debug build, so its times mean nothing and only what it says is judged.
@Suite struct BenchCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func path(_ name: String) -> String { folder.url.appending(path: name).path }
    private func bench(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltProduct.Outcome {
        try BuiltProduct.bench.run(arguments, environment: environment)
    }

    private static let small = ["--quick", "--dataset", "buffer-256", "--counters", "none"]

    @Test func `list names cases, one a line`() throws {
        let outcome = try bench("list", "--filter", "^memory/.*buffer-256/")
        #expect(outcome.exitCode == 0)
        #expect(outcome.standardOutput.split(separator: "\n").contains("memory/random/buffer-256/throughput"))
        #expect(outcome.standardOutput.split(separator: "\n").allSatisfy { $0.split(separator: "/").count == 4 })
    }

    @Test func `a quick look takes something of every family`() throws {
        func cases(_ outcome: BuiltProduct.Outcome) -> Set<Substring> {
            Set(outcome.standardOutput.split(separator: "\n"))
        }
        let quick = try bench("list", "--quick")
        #expect(quick.exitCode == 0, "\(quick.standardError)")
        let (few, all) = (cases(quick), cases(try bench("list")))
        #expect(few.isSubset(of: all) && few.count * 2 < all.count)
        #expect(Set(few.map { $0.prefix { $0 != "/" } }) == Set(all.map { $0.prefix { $0 != "/" } }))
    }

    @Test func `every group has a limit`() throws {
        let names = try bench("list", "--all").standardOutput.split(separator: "\n").map { $0.split(separator: "/") }
        let limits: Set<Substring> = [
            "one-line", "read-queries", "one-entry", "read", "read-and-write", "unshared", "bare-calls", "sequential",
            "chase-in-order",
        ]
        let groups = Dictionary(grouping: names) { [$0[0], $0[2], $0[3]] }
        #expect(groups.count > 300)
        for (group, members) in groups { #expect(members.contains { limits.contains($0[1]) }, "\(group)") }
    }

    @Test(arguments: [
        ["--filter", "("], ["--dataset", "nosuch"], ["--shard", "3/2"], ["--events", "nosuch"],
        ["--counters", "nosuch"], ["--nosuch"], ["--cpu", "x"], ["--cpu", "99999"],
        ["--time", "0"], ["--resume"], ["--details", "--format", "json"], ["show", "x", "--width", "3"],
        ["compare", "one.json"], ["check", "--plant", "x"],
        ["merge", "a.json", "--out", "b.json"], ["nosuch"],
    ])
    func `a usage error is one line and exit 64`(arguments: [String]) throws {
        let outcome = try BuiltProduct.bench.run(arguments)
        #expect(outcome.exitCode == 64)
        #expect(outcome.standardError.split(separator: "\n").count == 1, "\(outcome.standardError)")
        #expect(outcome.standardOutput.isEmpty)
    }

    @Test func `a run writes a result that resume completes and compare reads`() throws {
        let file = path("r.json")
        let first = try BuiltProduct.bench.run(
            ["run", "--details", "--out", file, "--filter", "throughput"] + Self.small)
        #expect(first.exitCode == 0, "\(first.standardError)")
        #expect(first.standardOutput.contains("memory · buffer-256 · throughput"))
        #expect(first.standardError.isEmpty)
        let second = try BuiltProduct.bench.run(["run", "--details", "--out", file, "--resume"] + Self.small)
        #expect(second.exitCode == 0, "\(second.standardError)")
        #expect(second.standardOutput.contains("3 kept from before"))
        #expect(second.standardOutput.contains("memory · buffer-256 · latency"))
        #expect(!second.standardOutput.contains("memory · buffer-256 · throughput"))
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("\"complete\": true"))
        #expect(text.split(separator: "\n").filter { $0.contains("\"name\":\"memory/") }.count == 5)
        // A debug build's result is refused where figures count.
        let compared = try bench("compare", file, file)
        #expect(compared.exitCode == 65)
        #expect(compared.standardError.contains("debug build"))
        // Pretend: what is left is the comparison of a result with itself.
        try text.replacing("\"mode\":\"debug\"", with: "\"mode\":\"release\"").write(
            toFile: file, atomically: true, encoding: .utf8)
        let same = try bench("compare", file, file)
        #expect(same.exitCode == 0, "\(same.standardError)")
        #expect(same.standardOutput.contains("0 worse"))
    }

    @Test func `a run fits on a screen, and show prints the same from its file`() throws {
        let file = path("r.json")
        let run = try BuiltProduct.bench.run(["run", "--out", file] + Self.small)
        #expect(run.exitCode == 0, "\(run.standardError)")
        let lines = run.standardOutput.components(separatedBy: "\n")
        #expect(lines.count <= 121 && lines.allSatisfy { $0.count <= 100 })
        #expect(run.standardOutput.contains("memory, per line") && !run.standardOutput.contains("\u{1b}"))
        #expect(run.standardOutput.contains("Result: \(file)"))
        #expect(try bench("show", file).standardOutput == run.standardOutput)
        let family = try bench("show", file, "--family", "memory", "--width", "40")
        #expect(family.exitCode == 0 && family.standardOutput.contains("sequential"))
        #expect(family.standardOutput.components(separatedBy: "\n").prefix(8).allSatisfy { $0.count <= 40 })
        #expect(try bench("show", file, "--details").standardOutput.contains("memory · buffer-256 · throughput"))
        #expect(try bench("show", file, "--family", "nosuch").exitCode == 64)
        #expect(try bench("show", file, "--machine", "2").exitCode == 64)
        #expect(try bench("show", path("absent.json")).exitCode == 65)
    }

    @Test(.enabled(if: Programs.path("script") != nil), arguments: [50, 80, 200])
    func `a terminal gets its own width and colours, NO_COLOR none`(width: Int) throws {
        let outcome = try Shell().run(
            """
            unset NO_COLOR
            $BENCH run --out r.json \(Self.small.joined(separator: " ")) > /dev/null
            script -qec "stty cols \(width); TERM=xterm $BENCH show r.json" /dev/null | tr -d '\\r' > coloured
            script -qec "stty cols \(width); TERM=xterm NO_COLOR=1 $BENCH show r.json" /dev/null | tr -d '\\r' > plain
            grep -q "$(printf '\\033')\\[1" coloured
            fails grep -q "$(printf '\\033')" plain
            sed "s/$(printf '\\033')\\[[0-9;]*m//g" coloured | cmp - plain
            $BENCH show r.json --width \(width) | cmp - plain
            cat plain
            """)
        #expect(outcome.exitCode == 0, "\(outcome.errorText)")
        let lines = outcome.text.split(separator: "\n")
        #expect(lines.count > 10 && lines.allSatisfy { $0.count <= width })
    }

    @Test func `for programs a run prints the result itself`() throws {
        let file = path("r.json")
        let run = try BuiltProduct.bench.run(["run", "--format", "json", "--out", file] + Self.small)
        #expect(run.exitCode == 0 && run.standardError.isEmpty, "\(run.standardError)")
        #expect(run.standardOutput == (try String(contentsOfFile: file, encoding: .utf8)))
    }

    @Test(arguments: Thoroughness.sample([SIGKILL, SIGINT, SIGTERM], of: 2))
    func `an interrupted run leaves a whole file that resume goes on with`(
        signal: Int32
    ) throws {
        let file = path("r.json")
        func text() -> String? { try? String(contentsOfFile: file, encoding: .utf8) }
        let run = ["run", "--out", file, "--quick", "--filter", "^memory/.*/buffer-256/", "--counters", "none"]
        let ended = try BuiltProduct.bench.run(run, interruptedBy: signal) { text() != nil }
        #expect(ended == signal)
        let kept = try #require(text())
        #expect(kept.hasSuffix("}\n") && kept.contains("\"complete\": false"))
        let names = kept.split(separator: "\n").count { $0.contains("\"name\":\"memory/") }
        #expect(names >= 1)
        #expect(try BuiltProduct.bench.run(run).exitCode == 1, "an existing result is not replaced unasked")
        #expect(text() == kept)
        let resumed = try BuiltProduct.bench.run(run + ["--resume", "--details"])
        #expect(resumed.exitCode == 0, "\(resumed.standardError)")
        #expect(resumed.standardOutput.contains("\(names) kept from before"))
        let whole = try #require(text())
        #expect(whole.contains("\"complete\": true"))
        #expect(whole.split(separator: "\n").count { $0.contains("\"name\":\"memory/") } == 5)
        // Nothing is left beside it, except by a signal that leaves no time to tidy.
        if signal != SIGKILL {
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["r.json"])
        }
    }

    @Test(arguments: [
        ("", 1), ("{\"schema\": \"tdmr-bench-result\", \"version\": 1,\n", 2), ("{\"schema\": \"x\"}", 1),
        ("\u{0}\u{1}", 1),
        ("{\"schema\": \"tdmr-bench-result\",\n\"version\": 9}", 2),
        ("{\"schema\": \"tdmr-bench-result\", \"version\": 1}", 1),
    ])
    func `a result that is none is named with its line`(content: String, line: Int) throws {
        let file = try folder.file("bad.json", content)
        for command in [["compare", file, file], ["merge", file, file, "--out", path("m.json")]] {
            let outcome = try BuiltProduct.bench.run(command)
            #expect(outcome.exitCode == 65)
            #expect(outcome.standardError.hasPrefix("\(file):\(line): "), "\(outcome.standardError)")
            #expect(outcome.standardError.split(separator: "\n").count == 1)
            #expect(outcome.standardOutput.isEmpty)
        }
        #expect(!FileManager.default.fileExists(atPath: path("m.json")))
    }

    @Test func `the gate names a planted slowdown and passes without it`() throws {
        // The same loop in both contenders: six times the work exceeds 1.8 times whatever else the machine does.
        let thresholds = try folder.file(
            "t.json",
            """
            {"schema": "tdmr-bench-thresholds", "version": 1, "rules": [
            {"cases": "^memory/sequential/buffer-256/", "metric": "time", "at_most": 1.8, "to": "random"},
            {"cases": "^memory/prefetched/buffer-256/throughput", "metric": "instructions", "soft_percent": 0.5},
            {"cases": "^memory/prefetched/buffer-256/throughput", "metric": "allocations", "hard": 0},
            {"cases": "^memory/prefetched/buffer-256/throughput", "metric": "peak-bytes", "soft_percent": 2}
            ]}
            """)
        let options = ["--thresholds", thresholds, "--baseline", path("b.json"), "--quick"]
        let refused = try BuiltProduct.bench.run(["baseline"] + options)
        #expect(refused.exitCode == 1)
        #expect(refused.standardError.contains("debug build"))
        #expect(try BuiltProduct.bench.run(["baseline", "--force"] + options).exitCode == 0)
        let calm = try BuiltProduct.bench.run(["check"] + options)
        #expect(calm.exitCode == 0, "\(calm.standardOutput)\(calm.standardError)")
        let slow = try BuiltProduct.bench.run(
            ["check", "--skip", "counts", "--plant", "memory/sequential/=500"] + options)
        #expect(slow.exitCode == 2, "\(slow.standardOutput)\(slow.standardError)")
        let failed = slow.standardOutput.split(separator: "\n").filter { $0.hasPrefix("failed") }
        #expect(!failed.isEmpty && failed.allSatisfy { $0.contains("memory/sequential/buffer-256/throughput") })
        #expect(
            slow.standardOutput.contains(
                "why: bench explain memory/sequential/buffer-256/throughput --against memory/random/buffer-256/throughput\n"
            ))
        // Exact counts find 1 % where they can be had at all.
        if !calm.standardOutput.contains("not available") {
            let little = try BuiltProduct.bench.run(
                ["check", "--skip", "times", "--plant", "memory/prefetched/=1"] + options)
            #expect(little.exitCode == 2, "\(little.standardOutput)\(little.standardError)")
            let name = "memory/prefetched/buffer-256/throughput"
            #expect(little.standardOutput.contains("why: bench explain \(name)\n"))
            #expect(calm.standardOutput.contains("4 limits: 4 passed"), "\(calm.standardOutput)")
        }
    }

    @Test func `a threshold that names nothing is bad input`() throws {
        let thresholds = try folder.file(
            "t.json",
            "{\"schema\": \"tdmr-bench-thresholds\", \"version\": 1, \"rules\": [\n{\"cases\": \"^nosuch/\", \"metric\": \"time\", \"hard\": 5}]}"
        )
        let outcome = try bench("check", "--thresholds", thresholds)
        #expect(outcome.exitCode == 65)
        #expect(outcome.standardError == "\(thresholds):2: no case matches '^nosuch/'\n")
    }

    /// Whether instructions can be counted: valgrind is there, and its headers were when this was built.
    private static let hasCounts =
        FileManager.default.fileExists(atPath: "/usr/include/valgrind/callgrind.h")
        && Programs.path("valgrind") != nil

    @Test(.enabled(if: hasCounts)) func `a planted slowdown is explained`() throws {
        let name = "memory/random/buffer-256/throughput"
        let outcome = try bench("explain", name, "--plant", "^memory/random/=50")
        #expect(outcome.exitCode == 0, "\(outcome.standardError)")
        #expect(outcome.standardOutput.contains("more instructions a load (+"), "\(outcome.standardOutput)")
        #expect(try bench("explain", "memory/nosuch/buffer-256/throughput").exitCode == 64)
        let across = try bench("explain", name, "--against", "lookup/grid/random-16/throughput")
        #expect(across.exitCode == 64)
    }

    @Test(.enabled(if: hasCounts)) func `a family is explained member by member`() throws {
        let outcome = try bench("explain", "memory", "--dataset", "buffer-256")
        #expect(outcome.exitCode == 0, "\(outcome.standardError)")
        let text = outcome.standardOutput
        #expect(text.hasPrefix("memory on buffer-256, throughput\n"), "\(text)")
        for member in ["sequential", "random", "prefetched"] {
            #expect(text.contains("\n\(member) ") && text.contains("\n  \(member)"), "\(text)")
        }
        #expect(try bench("explain", "memory", "--dataset", "nosuch").exitCode == 64)
        #expect(try bench("explain", "concurrent").standardError.contains("its threads interact"))
        #expect(try bench("explain", "memory", "--against", "memory/random/buffer-256/throughput").exitCode == 64)
        #expect(
            try bench("explain", "memory/random/buffer-256/throughput", "--mode", "latency").standardError.contains(
                "--dataset and --mode are for a family"))
    }

    @Test(.enabled(if: hasCounts && Thoroughness.isComplete)) func `a case is explained by itself`() throws {
        let outcome = try bench("explain", "memory/random/buffer-256/throughput")
        #expect(outcome.exitCode == 0, "\(outcome.standardError)")
        #expect(outcome.standardOutput.contains("allocate"), "\(outcome.standardOutput)")
    }

    @Test func `without valgrind a count says so`() throws {
        let path = ["PATH": "/nonexistent"]
        let outcome = try bench("count", "--dataset", "buffer-256", environment: path)
        #expect(outcome.exitCode == 1)
        #expect(outcome.standardError.contains("exact counts are not available"))
        #expect(try bench("count", "--dataset", "buffer-256", "--if-available", environment: path).exitCode == 0)
    }
}

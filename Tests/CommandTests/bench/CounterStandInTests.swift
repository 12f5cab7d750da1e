import Foundation
import TestSupport
import Testing

/// The whole path from `bench` through the system's libpapi and perf_event_open, with a stand-in for the kernel. BENCH_LIBPAPI chooses another libpapi.
@Suite(.enabled(if: PerfStandIn.exists)) struct CounterStandInTests {
    private struct Row: Decodable {
        var counter: String
        var source: String?
        var reason: String?
    }

    private struct List: Decodable {
        var library: String
        var counters: [Row]

        subscript(_ name: String) -> Row? { counters.first { $0.counter == name } }
    }

    private struct Record: Decodable {
        struct Claim: Decodable {
            var counter: String
            var source: String
            var expected: Double
            var counted: Double?
            var verdict: String
            var reason: String?
        }
        struct Pass: Decodable {
            var source: String
            var counters: [String]
            var fault: String?
        }

        var library: String
        var claims: [Claim]
        var passes: [Pass]

        func claim(_ counter: String, _ source: String) -> Claim? {
            claims.first { $0.counter == counter && $0.source == source }
        }
        func passes(_ source: String) -> [[String]] {
            passes.filter { $0.source == source && $0.counters.contains("instructions") }.map(\.counters)
        }
    }

    private let folder: TemporaryFolder
    /// Whether there is a libpapi.
    static let hasLibpapi = plainList.contains("\"libpapi 7")
    /// A processor younger than its tables libpapi refuses, with a stand-in for the kernel too: then it is told another, whose events have numbers of their own.
    private static let forced = plainList.contains("no default PMU found") ? "skl" : nil
    private static let countsWithLibpapi = hasLibpapi && refusal == nil
    /// Why it counts nothing here; nil where it counts.
    private static let refusal: String? = {
        do {
            let folder = try TemporaryFolder()
            let row = try list(base, ["--counters", "papi"], in: folder)["instructions"]
            return row?.source == nil ? row?.reason ?? "no instructions" : nil
        } catch { return "\(error)" }
    }()
    /// What libpapi counts instructions as.
    private static let instructions = forced == nil ? "perf::INSTRUCTIONS" : "PAPI_TOT_INS"

    private static let plainList =
        (try? BuiltProduct.bench.run(["counters", "--counters", "papi", "--format", "json"]))?.standardOutput ?? ""

    /// The script's generic events are those of the forced processor, too.
    private static func environment(_ script: String, in folder: TemporaryFolder) throws -> [String: String] {
        guard let forced else { return try PerfStandIn.environment(script, in: folder) }
        let numbers = ["0": "0x3c", "1": "0xc0", "4": "0xc4", "5": "0xc5"]
        let lines = script.split(separator: "\n").flatMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 3, words[1] == "0", let number = numbers[words[2]] else { return [String(line)] }
            return [String(line), ([words[0], "4", number] + words[3...]).joined(separator: " ")]
        }
        return try PerfStandIn.environment(lines.joined(separator: "\n"), in: folder)
            .merging(["LIBPFM_FORCE_PMU": forced]) { $1 }
    }

    init() throws { folder = try TemporaryFolder() }

    private func list(_ script: String, _ options: [String] = []) throws -> List {
        try Self.list(script, options, in: folder)
    }

    private static func list(_ script: String, _ options: [String], in folder: TemporaryFolder) throws -> List {
        let run = try BuiltProduct.bench.run(
            ["counters", "--format", "json"] + options, environment: try environment(script, in: folder))
        #expect(run.exitCode == 0 && run.standardError == "", "\(run.standardError)")
        return try JSONDecoder().decode(List.self, from: run.outputBytes)
    }

    private func record(_ script: String, exit: Int32 = 0) throws -> Record {
        let run = try BuiltProduct.bench.run(
            ["counters", "--record", folder.url.appending(path: "record.json").path, "--force", "--quick"]
                + ["--format", "json"],
            environment: try Self.environment(script, in: folder))
        #expect(run.exitCode == exit && run.standardError == "", "\(run.exitCode) \(run.standardError)")
        let file = try Data(contentsOf: folder.url.appending(path: "record.json"))
        #expect(file == run.outputBytes)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Record.self, from: file)
    }

    /// `papi` where it counts.
    private var sources: [String] { Self.countsWithLibpapi ? ["papi", "perf"] : ["perf"] }

    /// Generic events 0 to 5 see so much in every interval.
    private static let base = "event 0 0 3000 0 0\nevent 0 1 6000 0 0\nevent 0 4 500 0 0\nevent 0 5 20 0 0\n"

    // What is printed here ends up in the list of what `.ci/run` could not try.
    @Test(.enabled(if: !Self.countsWithLibpapi)) func `libpapi counts nothing here`() {
        print(Self.hasLibpapi ? "libpapi: \(Self.refusal ?? ""): not tried" : "libpapi is not installed: not tried")
        #expect(sources == ["perf"])
    }

    #if arch(x86_64)
    @Test(arguments: [false, true]) func `instructions and branches of known work are counted to the last`(
        _ isWrong: Bool
    ) throws {
        // The stand-in stops after each instruction: what is counted is what was executed. "Branches" may be instructions there.
        let script = isWrong ? "event 0 1 40 1 0\nevent 0 4 7 1 0" : "rdpmc\nevent 0 1 40 1 0\nevent 0 4 7 0 1"
        let record = try record(script, exit: isWrong ? 2 : 0)
        for source in sources {
            let instructions = try #require(record.claim("instructions", source))
            let branches = try #require(record.claim("branches", source))
            #expect(instructions.verdict == "holds" && branches.verdict == (isWrong ? "broken" : "holds"))
            // 800 rounds of two instructions, one of them a branch; a few more belong to the call.
            #expect(abs((instructions.counted ?? 0) - 1600) < 16, "\(instructions)")
            #expect(isWrong || abs((branches.counted ?? 0) - 800) < 8, "\(branches)")
        }
        #expect(record.claim("cycles", "perf")?.verdict == "absent")
    }
    #endif

    #if arch(x86_64)
    @Test func `misses of a cache of any size are judged`() throws {
        // One branch a line.
        let claim = try #require(try record("event 3 0x10002 0 0 1").claim("llc-misses", "perf"))
        #expect(claim.verdict == "holds", "\(claim)")
    }
    #endif

    @Test func `what is counted in groups reaches the result`() throws {
        let arguments = [
            "run", "--filter", "^e820/sweep/firmware-64/", "--quick", "--time", "0.01", "--events", "base", "--format",
            "json",
        ]
        for source in sources {
            let run = try BuiltProduct.bench.run(
                arguments + ["--counters", source],
                environment: try Self.environment(Self.base, in: folder))
            #expect(run.exitCode == 0 && run.standardError == "", "\(run.standardError)")
            let document = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
            let row = try #require(
                (document["cases"] as? [[String: Any]])?.first { $0["status"] as? String == "measured" })
            let operations = try #require(row["operations"] as? Double)
            let counters = try #require(row["counters"] as? [[String: Any]])
            func value(_ name: String) -> Double? {
                counters.first { $0["counter"] as? String == name }?["value"] as? Double
            }
            for (name, count) in [("cycles", 3000.0), ("instructions", 6000), ("branches", 500), ("branch-misses", 20)]
            {
                let figure = try #require(value(name), "\(name) by \(source): \(counters)")
                #expect(abs(figure * operations - count) < 0.01, "\(name) by \(source)")
            }
            #expect(value("ipc") == 2)
        }
    }

    @Test(arguments: ["counters 3", "late 2", "late 1"]) func `fewer counters than events: more passes`(
        _ limit: String
    ) throws {
        let record = try record(Self.base + limit, exit: 2)
        let expected: [[String]] =
            switch limit.last {
            case "3": [["cycles", "instructions", "branches"], ["cycles", "instructions", "branch-misses"]]
            // The four of them cannot be counted with the anchor: instructions alone are kept to hold passes against each other.
            case "2":
                [
                    ["cycles", "instructions"], ["instructions", "branches"], ["instructions", "branch-misses"],
                ]
            default: [["instructions"]]
            }
        let source = sources[0]
        #expect(record.passes(source) == expected, "\(record.passes)")
        #expect(record.passes.allSatisfy { $0.fault == nil })
        #expect(record.claim("branch-misses", source)?.counted != nil)
    }

    @Test func `shared counters are no counters`() throws {
        let list = try list(Self.base + "shared 70")
        for name in ["cycles", "instructions", "branches"] {
            let row = try #require(list[name])
            #expect(row.source == nil)
            #expect(row.reason?.contains("the kernel shared the counters") == true, "\(row)")
        }
    }

    @Test(arguments: ["EACCES", "EPERM"]) func `denied is said`(_ error: String) throws {
        let list = try list(Self.base + "deny \(error)")
        let row = try #require(list["instructions"])
        #expect(row.source == nil && row.reason?.contains("perf: perf_event_paranoid=") == true, "\(row)")
        if Self.countsWithLibpapi {
            #expect(row.reason?.contains("papi: \(Self.instructions) cannot be added (Permission") == true, "\(row)")
        }
        #expect(list["page-faults"]?.source != nil, "software events are not denied")
    }

    @Test func `an event that this processor lacks is absent, the others are not`() throws {
        let list = try list(Self.base + "fail 0 4 ENOENT")
        // The first line that fits counts.
        #expect(list["branches"]?.source != nil)
        let lacking = try self.list("fail 0 4 ENOENT\n" + Self.base)
        #expect(
            lacking["branches"]?.source == nil
                && lacking["instructions"]?.source
                    == "\(sources[0]) \(Self.countsWithLibpapi ? Self.instructions : "instructions")"
        )
        #expect(lacking["branches"]?.reason?.contains("ENOENT") == true)
    }

    @Test func `large counts are counts`() throws {
        let large = try list("event 0 0 281474976710661 0 0\nevent 0 1 4611686018427387904 0 0")
        #expect(large["cycles"]?.source != nil && large["instructions"]?.source != nil)
    }

    @Test(.enabled(if: Self.countsWithLibpapi)) func `a count beyond 2^63 is none`() throws {
        let wrapped = try list("event 0 1 9223372036854775808 0 0", ["--counters", "papi"])
        #expect(
            wrapped["instructions"]?.reason == "papi: a counter read negative",
            "\(String(describing: wrapped["instructions"]))")
    }

    @Test(.enabled(if: Shell.canMount && ProcessInfo.processInfo.processorCount > 1)) func `cores of two kinds`() throws
    {
        let shell = try Shell()
        let devices = "/sys/bus/event_source/devices"
        // The last CPU is of the second kind. There a generic event, which means the first kind, sees nothing.
        let script = try folder.file(
            "hybrid", "event 0 0 0 0 0\nevent 0 1 0 0 0\nevent 0 0xa00000000 3000 0 0\nevent 0 0xa00000001 6000 0 0\n")
        let environment = try PerfStandIn.environment("", in: folder)
        let run = try shell.run(
            """
            last=$(( $(getconf _NPROCESSORS_ONLN) - 1 ))
            mount -t tmpfs none \(devices)
            for unit in core:8:0-$((last - 1)) atom:10:$last; do
                IFS=: read -r name type cpus <<< "$unit"
                mkdir \(devices)/cpu_$name
                echo $type > \(devices)/cpu_$name/type
                echo $cpus > \(devices)/cpu_$name/cpus
            done
            export PERF_STANDIN=\(script)
            LD_PRELOAD=\(environment["LD_PRELOAD"] ?? "") "$BENCH" counters
            LD_PRELOAD=\(environment["LD_PRELOAD"] ?? "") "$BENCH" counters --cpu any --counters papi
            """, isPrivate: true)
        #expect(run.exitCode == 0 && run.errorText == "", "\(run.errorText)")
        let lines = run.text.split(separator: "\n").filter { $0.hasPrefix("instructions") }
        try #require(lines.count == 2)
        #expect(lines[0].contains("perf cpu_atom/instructions/"), "\(lines[0])")
        #expect(
            !Self.hasLibpapi || lines[1].contains("cores of several kinds (cpu_core, cpu_atom): bind to one, --cpu N"),
            "\(lines[1])")
    }

    @Test func `libpapi's talk about other components is not the user's`() throws {
        let run = try BuiltProduct.bench.run(["counters"])
        #expect(run.exitCode == 0 && run.standardError == "", "\(run.standardError)")
    }
}

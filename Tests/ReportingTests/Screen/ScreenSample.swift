import Measurement
import SeededRandom

/// Results for screens: many families, curves, limits, refusals and merits.
enum ScreenSample {
    static func summary(_ name: String, unit: String, reference: String, merit: String? = nil) -> FamilySummary {
        FamilySummary(
            Family(
                name: name, summary: "About \(name).", operation: "query", unit: unit, reference: reference,
                merit: merit, groups: []))
    }

    /// Four blocks whose times differ from each other by less than 1 %.
    static func row(_ name: String, time: Double, size: Int? = nil, series: String, role: ContenderRole = .member)
        throws -> CaseResult
    {
        var noise = [1.0, 1.001, 0.999, 1.004, 1.0, 0.996, 1.003, 1.0]
        noise.swapAt(0, name.utf8.reduce(0) { $0 + Int($1) } % 8)
        let samples = noise.map { $0 * time }
        guard let name = CaseName(name) else { throw WrongSample() }
        return CaseResult(
            name: name, status: .measured, role: role, size: size, series: series, operations: 100,
            time: Estimate(value: time, low: time * 0.998, high: time * 1.002), samples: samples)
    }

    private struct WrongSample: Error {}

    static func document() throws -> ResultDocument {
        var cases: [CaseResult] = []
        for mode in ["throughput", "latency"] {
            let factor = mode == "latency" ? 4.0 : 1
            for (size, list) in [(16, 15.87), (1024, 1716), (262_144, 0)] {
                if list > 0 {
                    cases.append(try lookup("linear-list", size, mode, list * factor))
                } else {
                    cases.append(refused("lookup/linear-list/random-\(size)/\(mode)", size))
                }
                cases.append(try lookup("simd-few", size, mode, 1.08 * Double(size) / 16 * factor))
                cases.append(try lookup("grid", size, mode, (1.28 + Double(size) / 400_000) * factor))
                cases.append(try lookup("auto", size, mode, (1.2805 + Double(size) / 400_000) * factor))
                cases.append(try lookup("one-line", size, mode, 0.5 * factor, role: .limit))
            }
        }
        for crowd in ["crowded", "nested-crowds", "one-page-entries"] {
            for (name, time) in [("grid", 7.6), ("auto", 7.4)] {
                let name = "lookup/\(name)/\(crowd)-262144/throughput"
                cases.append(try row(name, time: time, size: 262_144, series: crowd))
            }
        }
        for (machine, linux) in [("real-tdx-host-2tb-build784", 3421.0), ("16s-12tib", 9000)] {
            for (name, merit, time) in [("linux", linux, 4e5), ("best", linux / 47.8, 5.4e7), ("even", linux / 2, 5e5)]
            {
                var row = try row("plan/\(name)/\(machine)/lps-64", time: time, series: machine)
                row.metrics = [Metric("predicted", merit, unit: "us", kind: .simulated)]
                row.unitsPerOperation = 10
                cases.append(row)
            }
        }
        var machine = try SampleResult.machine()
        machine.run.warnings = ["load average 2.2 on 2 CPUs: other programs are running", "not pinned to a CPU: asked"]
        return ResultDocument(
            isComplete: true, machines: [machine],
            families: [
                summary("lookup", unit: "query", reference: "linear-list"),
                summary("plan", unit: "region", reference: "linux", merit: "predicted"),
            ], cases: cases, crossovers: Crossover.all(in: cases))
    }

    private static func lookup(
        _ algorithm: String, _ size: Int, _ mode: String, _ time: Double, role: ContenderRole = .member
    ) throws -> CaseResult {
        try row("lookup/\(algorithm)/random-\(size)/\(mode)", time: time, size: size, series: "random", role: role)
    }

    private static func refused(_ name: String, _ size: Int) -> CaseResult {
        CaseResult(
            name: CaseName(name) ?? CaseName(family: "", algorithm: "", dataset: "", mode: ""), status: .notApplicable,
            reason: .sentence("a list of 262144 entries takes a second a query"), size: size, series: "random")
    }

    /// Up to 20 families of up to 20 members on up to 12 datasets in up to 3 modes.
    static func random(_ random: inout SeededRandom) throws -> ResultDocument {
        func below(_ bound: Int) -> Int { Int(random.below(UInt64(bound))) }
        var (cases, families): ([CaseResult], [FamilySummary]) = ([], [])
        for family in 0..<1 + below(20) {
            let merit = below(3) == 0 ? "merit" : nil
            families.append(summary("family-\(family)", unit: "unit", reference: "member-0", merit: merit))
            let (members, datasets, modes) = (1 + below(20), 1 + below(8), 1 + below(2))
            for dataset in 0..<datasets {
                for mode in 0..<modes {
                    for member in 0..<members where below(8) > 0 {
                        let isSized = dataset % 3 != 0
                        var row = try row(
                            "family-\(family)/member-\(member)/\(isSized ? "list-\(1 << dataset)" : "real-\(dataset)")"
                                + "/a-mode-with-\(mode)-words-in-its-name",
                            time: Double(1 + below(100_000_000)) / 100, size: isSized ? 1 << dataset : nil,
                            series: isSized ? "list" : "real",
                            role: member > 0 && member == members - 1 ? .limit : .member)
                        if merit != nil { row.metrics = [Metric("merit", Double(below(4)))] }
                        if below(50) == 0 {
                            row.untried = .sentence("7 of 9 answers compared within 1.0 s")
                        }
                        cases.append(row)
                    }
                }
            }
        }
        return ResultDocument(
            isComplete: true, machines: [try SampleResult.machine()], families: families, cases: cases)
    }
}

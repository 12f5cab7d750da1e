import PhysicalMemory
import SeededRandom

@testable import Measurement

/// Results made of numbers, and families of workloads that count what they do: no clock.
enum GateSample {
    static let key = environment()

    static func environment(model: String = "Test CPU", mode: String = "release") -> Environment {
        Environment(
            processor: .init(
                model: model, logicalProcessors: 2, caches: [.init(level: 1, type: "Data", size: .kib(32))]),
            system: .init(
                hostName: "host", kernel: "6.1", libc: "glibc 2.36", pageSize: .page, memory: .gib(16),
                variables: []),
            build: .init(mode: mode, compiler: "Swift 6.3", architecture: "x86_64"),
            conditions: .init(load: [0, 0, 0], fixedAddresses: true))
    }

    /// Times around `time` whose block means vary by 0.2 %. Seeds are the callers' own: whether a change of some percent is found is a matter of chance, which a
    /// gate's test has no use for.
    static func samples(_ time: Double, seed: UInt64) -> [Double] {
        var random = SeededRandom(seed: seed)
        return (0..<40).map { _ in time * (0.998 + 0.004 * Double(random.below(1000)) / 1000) }
    }

    static func row(_ algorithm: String, time: Double, instructions: Double? = nil, seed: UInt64 = 1) -> CaseResult {
        let samples = samples(time, seed: seed)
        var row = CaseResult(
            name: CaseName(family: "lookup", algorithm: algorithm, dataset: "synthetic-16", mode: "throughput"),
            status: .measured, size: 16,
            series: "synthetic", operations: 100, time: BlockEstimates.time(samples), samples: samples,
            cpuSamples: samples)
        if let instructions {
            row.counters = [CounterFigure(counter: "instructions", value: instructions, source: "callgrind Ir")]
        }
        return row
    }

    /// `list` is the reference of all rows.
    static func document(_ rows: [CaseResult], environment: Environment = key) -> ResultDocument {
        var rows = rows
        if let base = rows.first(where: { $0.name.algorithm == "list" }) {
            for i in rows.indices {
                rows[i].ratio = Ratio(to: "list", BlockEstimates.ratio(rows[i].samples, to: base.samples))
            }
        }
        let run = RunInfo(started: "2026-01-02T03:04:05Z", seed: 1, arguments: [])
        return ResultDocument(isComplete: true, machines: [Machine(environment: environment, run: run)], cases: rows)
    }

    static func gate(_ rules: [Thresholds.Rule], baseline: ResultDocument? = nil) -> Gate {
        let bare = Gate(thresholds: Thresholds(rules: rules), baseline: Baseline())
        return Gate(
            thresholds: bare.thresholds,
            baseline: Baseline(entries: baseline.map { [bare.baselineEntry(of: $0)] } ?? []))
    }
}

import Foundation
import Measurement
import PhysicalMemory

/// A small result with one of everything a reader of results must handle.
enum SampleResult {
    static func machine() throws -> Machine {
        let environment = """
            {"processor": {"model": "Test CPU", "logicalProcessors": 2, "caches": [
                {"level": 1, "type": "Data", "bytes": 32768}, {"level": 1, "type": "Instruction", "bytes": 32768}, {"level": 3, "type": "Unified", "bytes": 8388608}]},
             "system": {"hostName": "host", "kernel": "6.1", "libc": "glibc 2.36", "pageBytes": 4096, "memoryBytes": 17179869184, "variables": []},
             "build": {"mode": "release", "compiler": "Swift 6.3", "architecture": "x86_64"},
             "conditions": {"load": [0.1, 0.2, 0.3], "fixedAddresses": false, "addressNote": "not permitted <here>"}}
            """
        return Machine(
            environment: try JSONDecoder().decode(Environment.self, from: Data(environment.utf8)),
            run: RunInfo(
                started: "2026-01-02T03:04:05Z", duration: .milliseconds(12_500), seed: 7,
                arguments: ["run", "--out", "x.json"],
                warnings: ["steal time 3 %"]))
    }

    static func lookup(_ algorithm: String, size: Int, time: Double, role: ContenderRole = .member, machine: Int = 0)
        -> CaseResult
    {
        CaseResult(
            name: CaseName(family: "lookup", algorithm: algorithm, dataset: "synthetic-\(size)", mode: "throughput"),
            machine: machine, status: .measured,
            role: role, size: size, series: "synthetic", operations: 1000,
            time: Estimate(value: time, low: time * 0.98, high: time * 1.02),
            ratio: Ratio(to: "linear-list", Estimate(value: time / 20, low: time / 21, high: time / 19)),
            samples: [time, time * 1.01], cpuSamples: [time, time],
            distribution: LatencyDistribution(
                operationsPerBatch: 10, picoseconds: [UInt64(time * 1000), UInt64(time * 2000)], counts: [90, 10]),
            footprint: Footprint(ByteCount(UInt64(size * 16)), entries: size),
            counters: [
                CounterFigure(counter: "instructions", value: 42, source: "callgrind Ir"),
                CounterFigure(counter: "cycles", value: nil, reason: .fact(.noPMU)),
            ])
    }

    static func document(machines: Int = 1) throws -> ResultDocument {
        var cases: [CaseResult] = []
        for machine in 0..<machines {
            for size in [16, 1024, 65536] {
                cases.append(lookup("linear-list", size: size, time: Double(size), machine: machine))
                cases.append(lookup("grid", size: size, time: 3, machine: machine))
                cases.append(lookup("limit", size: size, time: 1, role: .limit, machine: machine))
            }
        }
        cases.append(
            CaseResult(
                name: CaseName(family: "plan", algorithm: "linux", dataset: "real-emr", mode: "quality"),
                status: .untimed, series: "real",
                metrics: [Metric("tdmrs", 3), Metric("predicted-parallel", 12.5, unit: "us", kind: .simulated)]))
        cases.append(
            CaseResult(
                name: CaseName(family: "plan", algorithm: "best", dataset: "real-emr", mode: "quality"),
                status: .notApplicable, reason: .sentence("no \"CMRs\", none"), series: "real"))
        let families = ["lookup", "plan"].map { name in
            FamilySummary(
                Family(
                    name: name, summary: "About \(name).", operation: "query", unit: "query", reference: "linear-list",
                    groups: []))
        }
        return ResultDocument(
            isComplete: true, machines: try (0..<machines).map { _ in try machine() }, families: families, cases: cases,
            crossovers: [
                Crossover(
                    family: "lookup", mode: "throughput", series: "synthetic", machine: 0, from: "linear-list",
                    to: "grid", size: 20, between: [16, 1024], isCertain: true, isLead: true)
            ])
    }
}

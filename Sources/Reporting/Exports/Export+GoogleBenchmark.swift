internal import JSONText
internal import Measurement

extension Export {
    /// google-benchmark's JSON, schema version 1: one `iteration` row per sample, so that `compare.py` has repetitions to test.
    func googleBenchmark() throws(ExportError) -> String {
        guard !timed.isEmpty else { throw .nothingToExport(.gbench) }
        var rows: [JSONValue] = []
        for (family, result) in timed.enumerated() {
            for (repetition, sample) in result.samples.enumerated() {
                let cpu = repetition < result.cpuSamples.count ? result.cpuSamples[repetition] : sample
                rows.append([
                    "name": .string(result.name.description), "run_name": .string(result.name.description),
                    "run_type": "iteration",
                    "family_index": JSONValue(family), "per_family_instance_index": 0,
                    "repetitions": JSONValue(result.samples.count), "repetition_index": JSONValue(repetition),
                    "threads": 1,
                    "iterations": JSONValue(result.operations), "real_time": .number(sample), "cpu_time": .number(cpu),
                    "time_unit": "ns",
                ])
            }
        }
        return JSONValue.object([.init("context", context), .init("benchmarks", .array(rows))]).pretty
    }

    private var context: JSONValue {
        guard let machine, document.machines.indices.contains(machine) else { return [:] }
        let environment = document.machines[machine].environment
        let caches = environment.processor.caches.map { cache -> JSONValue in
            [
                "type": .string(cache.type), "level": JSONValue(cache.level), "size": JSONValue(cache.size.rawValue),
                "num_sharing": JSONValue(cache.sharedBy ?? 1),
            ]
        }
        return [
            "date": .string(document.machines[machine].run.started), "host_name": .string(environment.system.hostName),
            "executable": "bench",
            "num_cpus": JSONValue(environment.processor.logicalProcessors),
            "mhz_per_cpu": .number((environment.processor.megahertz ?? 0).rounded()),
            "cpu_scaling_enabled": .bool(environment.processor.governor.map { $0 != "performance" } ?? false),
            "caches": .array(caches), "load_avg": .array(environment.conditions.load.map { .number($0) }),
            "library_build_type": .string(environment.build.mode), "json_schema_version": 1,
        ]
    }
}

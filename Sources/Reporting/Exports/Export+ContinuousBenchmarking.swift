internal import JSONText
internal import Measurement

extension Export {
    /// github-action-benchmark's `customSmallerIsBetter`: a time per case, and its exact instruction count where there is one.
    func gitHubAction() throws(ExportError) -> String {
        var rows: [JSONValue] = []
        for result in cases {
            if let time = result.time {
                rows.append([
                    "name": .string(result.name.description), "unit": "ns", "value": .number(time.value),
                    "range": .string("± " + Figure.percent(time.relativeHalfWidth)),
                    "extra": .string(
                        "95 % interval \(Figure.significant(time.low)) to \(Figure.significant(time.high)) ns, \(result.samples.count) samples"
                    ),
                ])
            }
            if let instructions = result.instructions {
                rows.append([
                    "name": .string("\(result.name) instructions"), "unit": "instructions",
                    "value": .number(instructions),
                ])
            }
        }
        guard !rows.isEmpty else { throw .nothingToExport(.gha) }
        return JSONValue.array(rows).pretty
    }

    /// Bencher metric format: per case `latency` in nanoseconds with its interval, `instructions`, and the metrics that are better when lower.
    func bencherMetricFormat() throws(ExportError) -> String {
        var members: [JSONValue.Member] = []
        for result in cases {
            var measures: [JSONValue.Member] = []
            if let time = result.time {
                measures.append(
                    .init(
                        "latency",
                        [
                            "value": .number(time.value), "lower_value": .number(time.low),
                            "upper_value": .number(time.high),
                        ]))
            }
            if let instructions = result.instructions {
                measures.append(.init("instructions", ["value": .number(instructions)]))
            }
            measures += result.metrics.filter { $0.better == .lower }.map {
                .init($0.name, ["value": .number($0.value)])
            }
            if !measures.isEmpty { members.append(.init(result.name.description, .object(measures))) }
        }
        guard !members.isEmpty else { throw .nothingToExport(.bmf) }
        return JSONValue.object(members).pretty
    }
}

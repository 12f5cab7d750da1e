import Measurement

/// The work of a survey for each machine: read its log, plan it with Linux's strategy and with the best one. An operation is one log; a unit is one of its lines.
enum SurveySuite {
    static let family = Family(
        name: "survey", summary: "logs read and planned both ways, as `tdmr survey` does on each LP", operation: "log",
        unit: "line", reference: "row",
        groups: [
            BenchmarkGroup(
                dataset: .init("generated-logs", size: machines), mode: "one-lp", countedOperations: 1,
                contenders: [
                    Contender("row") { SurveyWorkload($0) },
                    .least {
                        LeastWorkload(reading: $0.logs, writing: $0.row(0).json.line.utf8.count, units: $0.lines)
                    },
                ]
            ) { try SurveyInput() }
        ])

    /// Different machines, drawn from the distributions of real servers.
    static let machines = 64
}

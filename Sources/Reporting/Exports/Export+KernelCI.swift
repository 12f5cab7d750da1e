internal import JSONText
internal import Measurement

extension Export {
    /// The name under which this suite submits.
    private static let origin = "tdmr_bench"

    /// KCIDB's JSON, version 5.3: a checkout and a build for the program that measured, a test a case. No member is null.
    func kernelCIDatabase() throws(ExportError) -> String {
        guard let machine, document.machines.indices.contains(machine), !cases.isEmpty else {
            throw .nothingToExport(.kcidb)
        }
        let (environment, run) = (document.machines[machine].environment, document.machines[machine].run)
        let (checkout, build) = (
            "\(Self.origin):\(SuiteVersion.current)", "\(Self.origin):\(environment.build.program ?? "unknown")"
        )
        let value: JSONValue = [
            "version": ["major": 5, "minor": 3],
            "checkouts": [
                ["id": .string(checkout), "origin": .string(Self.origin), "comment": "TDMR construction benchmarks"]
            ],
            "builds": [
                [
                    "id": .string(build), "checkout_id": .string(checkout), "origin": .string(Self.origin),
                    "architecture": .string(environment.build.architecture),
                    "compiler": .string(environment.build.compiler), "config_name": .string(environment.build.mode),
                ]
            ],
            "tests": .array(cases.map { test($0, build: build, environment, run) }),
        ]
        return value.pretty
    }

    private func test(_ result: CaseResult, build: String, _ environment: Environment, _ run: RunInfo) -> JSONValue {
        let name = result.name
        // Not every character of a name may be in a path.
        let path = [Self.origin, name.family, name.algorithm, name.dataset, name.mode].map { part in
            Self.key(part).replacing("+", with: "_")
        }.joined(separator: ".")
        let number = number(of: result)
        var members: [JSONValue.Member] = [
            .init("id", .string("\(Self.origin):\(run.started)/\(name)")), .init("build_id", .string(build)),
            .init("origin", .string(Self.origin)), .init("path", .string(path)),
            .init("environment", ["comment": .string(environment.processor.model)]),
            .init("start_time", .string(run.started)),
            .init("status", .string(Self.status(of: result, hasNumber: number != nil))),
        ]
        if let reason = result.reason { members.append(.init("comment", .string(reason.description))) }
        if let number { members.append(.init("number", number)) }
        var others: [JSONValue.Member] = []
        if let time = result.time {
            others += [.init("low_seconds", .number(time.low / 1e9)), .init("high_seconds", .number(time.high / 1e9))]
        }
        if let untried = result.untried { others.append(.init("verified", .string(untried.description))) }
        if !others.isEmpty { members.append(.init("misc", .object(others))) }
        return .object(members)
    }

    /// `DONE` stands for a number without a verdict. A case without one has no more than right answers, which is what `PASS` says.
    private static func status(of result: CaseResult, hasNumber: Bool) -> String {
        result.status == .notApplicable ? "SKIP" : hasNumber ? "DONE" : "PASS"
    }

    /// The time in seconds, which KCIDB scales itself; else the exact count, else the first metric.
    private func number(of result: CaseResult) -> JSONValue? {
        if let time = result.time { return ["value": .number(time.value / 1e9), "unit": "s", "prefix": "metric"] }
        if let count = result.instructions { return ["value": .number(count), "unit": "instructions"] }
        return result.metrics.first { $0.value.isFinite }.map { metric in
            metric.unit == "count"
                ? ["value": .number(metric.value)] : ["value": .number(metric.value), "unit": .string(metric.unit)]
        }
    }
}

package import Measurement

/// A record of counters for people.
package enum CounterRecordText {
    /// The counters, whether each counts what it should, and which are counted together.
    package static func text(_ record: CounterRecord, style: TextTable.Style = .forStandardOutput) -> String {
        let units = record.units.map { $0.name + ($0.cpus.map { " (CPUs \($0))" } ?? "") }
        var lines = [
            "\(record.environment.processor.model), \(record.environment.system.kernel)",
            "\(record.library); perf_event_paranoid \(record.paranoid ?? "unknown"); "
                + (record.perf.map { "perf at \($0)" } ?? "perf is not installed"),
            units.isEmpty
                ? "no PMU: the kernel lists no counting unit of the cores"
                    + (record.environment.processor.hypervisor.map { " (a VM: \($0))" } ?? "")
                : "PMU \(units.joined(separator: ", "))",
        ]
        var table = TextTable([
            .text("counter"), .text("source"), .text("event"), .text("known work"), .number("expected"),
            .number("counted"), .number("ratio"), .text("verdict"),
        ])
        for outcome in record.outcomes { table.add(row(outcome)) }
        lines.append(table.rendered(style))
        for pass in record.passes where pass.counters.count > 1 {
            let names = pass.counters.joined(separator: ", ")
            lines.append("\(pass.source) together: \(names): \(pass.fault?.description ?? "yes")")
        }
        lines.append(summary(record))
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ outcome: CounterExpectation.Outcome) -> [String] {
        let work = KnownWork(rawValue: outcome.work).map { "\(outcome.units) \($0.unit)" } ?? outcome.work
        let verdict =
            switch outcome.verdict {
            case .holds: "counts what it should"
            case .broken:
                "counts something else: \(ShortNumber.decimal(outcome.low)) to \(ShortNumber.decimal(outcome.high)) holds"
            case .absent: "absent: \(outcome.reason?.description ?? "unknown")"
            case .notJudged: "not judged: \(outcome.reason?.description ?? "unknown")"
            }
        guard let counted = outcome.counted else {
            return [outcome.counter, outcome.source, "-", work, whole(outcome.expected), "-", "-", verdict]
        }
        return [
            outcome.counter, outcome.source, outcome.event ?? "-", work, whole(outcome.expected), whole(counted),
            hundredths(counted / outcome.expected), verdict,
        ]
    }

    private static func summary(_ record: CounterRecord) -> String {
        let counted = record.outcomes.filter { $0.counted != nil }
        let holding = counted.count { $0.verdict == .holds }
        let head = record.hasHardware ? "" : "No hardware counter can be read here. "
        return head + "\(holding) of \(counted.count) counters that can be read count what they should."
    }

    private static func whole(_ value: Double) -> String { String(Int64(value.rounded())) }

    private static func hundredths(_ value: Double) -> String {
        let scaled = Int64((value * 100).rounded())
        let digits = String(scaled.magnitude % 100)
        return "\(scaled < 0 ? "-" : "")\(scaled.magnitude / 100).\(digits.count < 2 ? "0" : "")\(digits)"
    }
}

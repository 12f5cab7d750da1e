public import Measurement

/// Exact counts as tables, one a group.
public enum CountTable {
    /// A table of exact counts, one line a case.
    public static func text(_ document: ResultDocument, style: TextTable.Style = .forStandardOutput) -> String {
        var order: [CaseName] = []
        var groups: [CaseName: [CaseResult]] = [:]
        for row in document.cases {
            var key = row.name
            key.algorithm = "*"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(row)
        }
        return order.map { key in
            let operation = document.families.first { $0.name == key.family }?.operation ?? "operation"
            return "\(key.family) · \(key.dataset) · \(key.mode), per \(operation)\n"
                + table(groups[key] ?? []).rendered(style)
        }.joined(separator: "\n")
    }

    private static let columns = [
        ("instructions", "instructions"), ("branches", "branches"), ("data-accesses", "accesses"),
        ("allocations", "allocations"), ("peak-bytes", "peak bytes"),
        ("branch-misses", "mispredicted*"),
        ("l1d-misses", "L1d misses*"), ("llc-misses", "LLC misses*"), ("estimated-cycles", "cycles*"),
    ]

    private static func table(_ rows: [CaseResult]) -> TextTable {
        var table = TextTable([.text("algorithm")] + columns.map { .number($0.1) })
        for row in rows {
            guard !row.counters.isEmpty else {
                table.add([row.name.algorithm, row.reason?.description ?? (row.status == .untimed ? "not timed" : "-")])
                continue
            }
            table.add(
                [row.name.algorithm]
                    + columns.map { name, _ in
                        row.counters.first { $0.counter == name }?.value.map {
                            Figure.fixed($0, decimals: $0 < 1000 ? 2 : 0)
                        } ?? "-"
                    })
        }
        return table
    }

    /// The note about the stars.
    package static let note =
        "* simulated: callgrind's model of 32 KiB L1, 8 MiB LLC and a branch predictor, not this machine\nvalgrind has no AVX-512: a kernel with AVX-512 is counted in its version without it\n"
}

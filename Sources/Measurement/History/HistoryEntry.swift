/// The figures of one case at one commit on one machine: a line of a history.
package struct HistoryEntry: Hashable, Sendable {
    /// Where a commit stands.
    package struct Commit: Hashable, Sendable {
        /// 40 or 64 hexadecimal digits.
        package var hash: String
        /// When it was committed, ISO 8601 in UTC: `2026-11-21T05:10:22Z`.
        package var date: String
        /// How many commits lead to it, itself included: orders commits of one second.
        package var number: Int

        /// nil unless all parts have their form.
        package init?(hash: String, date: String, number: Int) {
            guard [40, 64].contains(hash.count), hash.allSatisfy({ $0.isASCII && $0.isHexDigit && !$0.isUppercase }),
                number >= 1, date.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#) != nil
            else { return nil }
            (self.hash, self.date, self.number) = (hash, date, number)
        }
    }

    /// The case that was measured.
    package var name: CaseName
    /// The fingerprint of the machine's key (`MachineKey.fingerprint`): times of different machines are never compared.
    package var machine: String
    /// What was built and measured.
    package var commit: Commit
    /// Nanoseconds per operation; nil where it was not timed.
    package var time: Estimate?
    /// The time divided by the reference's of the same run.
    package var ratio: Double?
    /// Instructions per operation, counted exactly.
    package var instructions: Double?

    /// The entry for a case's result; nil for a case without figures.
    init?(_ result: CaseResult, machine: String, commit: Commit) {
        let counted = result.counters.first {
            $0.counter == "instructions" && $0.source?.hasPrefix("callgrind") == true
        }
        guard result.time != nil || counted?.value != nil else { return nil }
        name = result.name
        self.machine = machine
        self.commit = commit
        time = result.time
        ratio = result.isReference ? nil : result.ratio?.estimate.value
        instructions = counted?.value
    }

    /// The figures that can change over commits.
    package enum Figure: String, CaseIterable, Sendable {
        /// Nanoseconds per operation.
        case time
        /// The time divided by the reference's of the same run.
        case ratio
        /// Instructions per operation.
        case instructions
    }

    /// The figure, above 0; nil where there is none.
    package func value(_ figure: Figure) -> Double? {
        let value =
            switch figure {
            case .time: time?.value
            case .ratio: ratio
            case .instructions: instructions
            }
        return value.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    }
}

extension HistoryEntry: Comparable {
    /// By case and machine, then in the order of the commits.
    package static func < (a: Self, b: Self) -> Bool {
        (a.name.description, a.machine, a.commit.date, a.commit.number, a.commit.hash)
            < (b.name.description, b.machine, b.commit.date, b.commit.number, b.commit.hash)
    }
}

extension HistoryEntry {
    /// Its line: ten fields with tabs between them.
    var line: String {
        func text(_ value: Double?) -> String { value.map { "\($0.rounded(digits: 7))" } ?? "-" }
        let fields = [
            name.description, machine, commit.date, "\(commit.number)", commit.hash, text(time?.value),
            text(time?.low), text(time?.high), text(ratio), text(instructions),
        ]
        return fields.joined(separator: "\t")
    }

    /// nil for a line that is not an entry.
    init?(line: Substring) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 10, let name = CaseName(fields[0]), !fields[1].isEmpty, let number = Int(fields[3]),
            let commit = Commit(hash: fields[4], date: fields[2], number: number)
        else { return nil }
        let figures = fields[5...].map { $0 == "-" ? nil : Double($0) }
        guard zip(fields[5...], figures).allSatisfy({ $0 == "-" || $1.map { 0 <= $0 && $0 < .infinity } ?? false })
        else { return nil }
        self.name = name
        machine = fields[1]
        self.commit = commit
        if let value = figures[0], let low = figures[1], let high = figures[2] {
            time = Estimate(value: value, low: low, high: high)
        } else if figures[0] != nil {
            return nil
        }
        ratio = figures[3]
        instructions = figures[4]
    }
}

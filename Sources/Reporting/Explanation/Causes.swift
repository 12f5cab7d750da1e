internal import Measurement

/// Sentences about what makes a case slow, or slower than another.
struct Causes {
    private let explanation: Explanation

    init(_ explanation: Explanation) { self.explanation = explanation }

    /// The causes, the largest first.
    var sentences: [String] {
        guard let other = explanation.other else { return alone }
        let found = compared(with: other)
        return found.isEmpty ? ["Nothing that callgrind counts differs by more than 0.5 %."] : found
    }

    private var subject: Explanation.Subject { explanation.subject }
    private var operation: String { explanation.operation }

    // MARK: One case

    private var alone: [String] {
        var sentences: [String] = []
        if let count = subject.figure("instructions"), let first = subject.costs.functions.first {
            let all = subject.costs.functions.reduce(0) { $0 + $1.cost.instructions }
            let share = Double(first.cost.instructions) / Double(max(all, 1))
            sentences.append(
                "\(Explanation.number(count)) instructions a \(operation), \(Figure.percent(share, decimals: 0)) of them in "
                    + "\(Explanation.name(of: first)).")
        }
        sentences += [misprediction(of: subject), misses(of: subject), allocation(of: subject)].compactMap { $0 }
        return sentences
    }

    /// The branch that is mispredicted most.
    private func misprediction(of subject: Explanation.Subject) -> String? {
        guard let all = subject.figure("branch-misses") else { return nil }
        guard all >= 0.01 else { return "Branches are predicted: \(Explanation.number(all)) go wrong a \(operation)*." }
        let places = subject.costs.functions.flatMap(\.addresses)
        guard let worst = places.max(by: { $0.value.branchMisses < $1.value.branchMisses }),
            worst.value.branchMisses > 0
        else { return nil }
        let often = subject.perOperation(worst.value.branches)
        return "\(Explanation.number(all)) branches a \(operation) are mispredicted*; most by the one at "
            + "0x\(String(worst.key, radix: 16)), executed \(Explanation.number(often)) times a \(operation), wrong "
            + "\(Self.rate(worst.value))."
    }

    /// `every second time`, `3.1 % of the time`.
    static func rate(_ cost: CallgrindCosts.Cost) -> String {
        let share = Double(cost.branchMisses) / Double(max(cost.branches, 1))
        return switch share {
        case 0.45...0.55: "every second time"
        case 0.31..<0.36: "every third time"
        case 0.23..<0.27: "every fourth time"
        default: "\(Figure.percent(share)) of the time"
        }
    }

    private func misses(of subject: Explanation.Subject) -> String? {
        guard let first = subject.figure("l1d-misses"), let last = subject.figure("llc-misses") else { return nil }
        if first < 0.01 { return "All it reads is in the first-level cache*." }
        return
            "\(Explanation.number(first)) first-level misses a \(operation)*, \(Explanation.number(last)) of which go to memory*."
    }

    private func allocation(of subject: Explanation.Subject) -> String? {
        guard let count = subject.costs.allocations else { return nil }
        return count == 0
            ? "It does not allocate memory." : "It allocates memory \(Explanation.number(count)) times a \(operation)."
    }

    // MARK: Two cases

    private func compared(with other: Explanation.Subject) -> [String] {
        var sentences: [String] = []
        func differ(_ one: Double, _ two: Double) -> Bool { abs(one - two) > max(0.005 * max(one, two), 0.005) }
        if let one = subject.figure("instructions"), let two = other.figure("instructions"), differ(one, two) {
            let share = two > 0 ? " (\(MetricText.change(one / two)))" : ""
            sentences.append(
                "\(amount(one - two)) instructions a \(operation)\(share)\(whereabouts(other)).")
        }
        if let one = subject.figure("branch-misses"), let two = other.figure("branch-misses"), differ(one, two) {
            let more = (subject.figure("branches") ?? 0) - (other.figure("branches") ?? 0)
            let branches = abs(more) >= 0.05 ? ", with \(amount(more)) branches" : ", with as many branches"
            sentences.append("\(amount(one - two)) mispredictions a \(operation)*\(branches).")
            if one > two, let worst = misprediction(of: subject) { sentences.append(worst) }
        }
        let names = [("l1d-misses", "first-level misses"), ("llc-misses", "misses of the last level")]
        for (counter, name) in names {
            guard let one = subject.figure(counter), let two = other.figure(counter), differ(one, two) else { continue }
            sentences.append("\(amount(one - two)) \(name) a \(operation)*.")
        }
        if let one = subject.costs.allocations, let two = other.costs.allocations, one != two {
            sentences.append("\(amount(one - two)) allocations a \(operation).")
        }
        return sentences
    }

    private func amount(_ difference: Double) -> String {
        "\(Explanation.number(abs(difference))) \(difference < 0 ? "fewer" : "more")"
    }

    /// The functions whose own instructions differ most.
    private func whereabouts(_ other: Explanation.Subject) -> String {
        var differences: [String: Double] = [:]
        for function in subject.costs.functions {
            differences[Explanation.name(of: function), default: 0] += subject.perOperation(function.cost.instructions)
        }
        for function in other.costs.functions {
            differences[Explanation.name(of: function), default: 0] -= other.perOperation(function.cost.instructions)
        }
        let largest = differences.filter { abs($0.value) >= 0.05 }
            .sorted { (abs($1.value), $0.key) < (abs($0.value), $1.key) }.prefix(2)
        guard !largest.isEmpty else { return "" }
        return ": "
            + largest.map { "\($0.value > 0 ? "+" : "")\(Explanation.number($0.value)) in \($0.key)" }
            .joined(separator: ", ")
    }
}

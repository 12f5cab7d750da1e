package import Measurement

/// An explanation of a case's cost: figures, functions, the hottest loop and causes in words, alone or compared with another case.
package struct Explanation: Sendable {
    /// A case and its counts.
    package struct Subject: Sendable {
        /// As it was asked for.
        package var title: String
        /// Where its instructions are spent.
        package var costs: CallgrindCosts

        package init(title: String, costs: CallgrindCosts) {
            self.title = title
            self.costs = costs
        }

        func figure(_ counter: String) -> Double? { costs.figures.first { $0.counter == counter }?.value }
        func perOperation(_ count: UInt64) -> Double { Double(count) / Double(max(costs.operations, 1)) }
    }

    let subject: Subject
    let other: Subject?
    /// One of them, in the singular: `query`.
    let operation: String
    /// The instructions of a range of addresses of the program; nil where they cannot be shown.
    private let code: @Sendable (ClosedRange<UInt64>) -> [MachineCode.Line]?

    /// Counters that are shown, and their titles.
    static let figures = [
        ("instructions", "instructions"), ("branches", "branches"), ("branch-misses", "mispredicted*"),
        ("data-accesses", "data accesses"), ("l1d-misses", "L1d misses*"), ("llc-misses", "LLC misses*"),
        ("allocations", "allocations"), ("peak-bytes", "peak bytes"),
    ]
    /// What the figures are and are not.
    static let footnote =
        "* by callgrind's model of caches and predictor; valgrind has no AVX-512: code for processors without it was run\n"

    private static let mostFunctions = 8
    private static let mostInstructions = 60

    /// Says why `subject` costs what it does, or more than `other`.
    package init(
        _ subject: Subject, against other: Subject?, operation: String,
        code: @escaping @Sendable (ClosedRange<UInt64>) -> [MachineCode.Line]? = { MachineCode.lines($0) }
    ) {
        self.subject = subject
        self.other = other
        self.operation = operation
        self.code = code
    }

    /// The whole explanation as text; the causes first.
    package func text(style: TextTable.Style = .forStandardOutput) -> String {
        let titles = other.map { "\(subject.title)\nagainst \($0.title)\n" } ?? "\(subject.title)\n"
        var parts = [titles, "Why\n" + Causes(self).sentences.map { "  \($0)\n" }.joined()]
        parts.append(
            "Per \(operation)\n" + figures.rendered(style) + Self.footnote)
        parts.append("Where the instructions are\n" + functions(of: subject).rendered(style))
        parts.append(loop(of: subject, style))
        if let other {
            parts.append("Where those of \(other.title) are\n" + functions(of: other).rendered(style))
            parts.append(loop(of: other, style))
        }
        return parts.joined(separator: "\n")
    }

    private var figures: TextTable {
        var table = TextTable(
            [.text("figure"), .number(other == nil ? "" : "this")]
                + (other == nil ? [] : [.number("other"), .number("difference")]))
        for (counter, title) in Self.figures {
            guard let one = subject.figure(counter) else { continue }
            var cells = [title, Self.number(one)]
            if let other {
                let two = other.figure(counter)
                cells += [
                    two.map(Self.number) ?? "-", two.map { (one >= $0 ? "+" : "") + Self.number(one - $0) } ?? "-",
                ]
            }
            table.add(cells)
        }
        return table
    }

    private func functions(of subject: Subject) -> TextTable {
        var table = TextTable([
            .number("share"), .number("instructions"), .number("mispredicted*"), .number("L1d misses*"),
            .text("function"),
        ])
        let all = subject.costs.functions.reduce(0) { $0 + $1.cost.instructions }
        for function in subject.costs.functions.prefix(Self.mostFunctions) where function.cost.instructions > 0 {
            let share = Double(function.cost.instructions) / Double(max(all, 1))
            guard share >= 0.005 else { break }
            table.add([
                Figure.percent(share), Self.number(subject.perOperation(function.cost.instructions)),
                Self.number(subject.perOperation(function.cost.branchMisses)),
                Self.number(subject.perOperation(function.cost.firstLevelMisses)), Self.name(of: function),
            ])
        }
        return table
    }

    private func loop(of subject: Subject, _ style: TextTable.Style) -> String {
        guard let function = subject.costs.functions.first, let range = function.hottestLoop() else {
            return "No instruction was counted.\n"
        }
        let head = "The hottest loop, in \(Self.name(of: function))\n"
        guard function.isOwn else { return head + "  it lies in a library, whose machine code is not shown\n" }
        guard let lines = code(range) else { return head + "  machine code is not shown: objdump is not installed\n" }
        var table = TextTable([.number("times"), .text("machine code"), .text("")])
        for line in lines.prefix(Self.mostInstructions) {
            let cost = function.addresses[line.address]
            table.add([
                cost.map { Self.number(subject.perOperation($0.instructions)) } ?? "", line.text,
                cost.map { remark(on: $0, subject) } ?? "",
            ])
        }
        let rest = lines.count - Self.mostInstructions
        return head + table.rendered(style) + (rest > 0 ? "  and \(rest) more instructions\n" : "")
    }

    private func remark(on cost: CallgrindCosts.Cost, _ subject: Subject) -> String {
        var remarks: [String] = []
        let (wrong, missed) = (
            subject.perOperation(cost.branchMisses), subject.perOperation(cost.firstLevelMisses)
        )
        if wrong >= 0.005 { remarks.append("mispredicted \(Self.number(wrong))*") }
        if missed >= 0.005 { remarks.append("misses L1d \(Self.number(missed))*") }
        return remarks.joined(separator: ", ")
    }

    static func number(_ value: Double) -> String { Figure.fixed(value, decimals: abs(value) < 1000 ? 2 : 0) }

    static func name(of function: CallgrindCosts.Function) -> String {
        let name = SymbolName.readable(function.name)
        return name.count <= 100 ? name : String(name.prefix(97)) + "..."
    }
}

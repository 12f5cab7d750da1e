internal import Measurement

/// What the members of a family do on one dataset: their counts beside each other, and in words what each does more than the one of the fewest instructions.
package struct FamilyExplanation: Sendable {
    private let title: String
    private let members: [Explanation.Subject]
    private let operation: String

    /// - Parameters:
    ///   - title: what was counted.
    ///   - members: each titled by its name.
    ///   - operation: one of them, in the singular: `query`.
    package init(title: String, members: [Explanation.Subject], operation: String) {
        self.title = title
        self.members = members.sorted {
            ($0.figure("instructions") ?? .infinity, $0.title) < ($1.figure("instructions") ?? .infinity, $1.title)
        }
        self.operation = operation
    }

    /// The table and the causes as text.
    package func text(style: TextTable.Style = .forStandardOutput) -> String {
        var table = TextTable([.text("per \(operation)")] + Explanation.figures.map { .number($0.1) })
        for member in members {
            table.add([member.title] + Explanation.figures.map { member.figure($0.0).map(Explanation.number) ?? "-" })
        }
        return "\(title)\n\n" + table.rendered(style) + Explanation.footnote + "\nWhy\n" + causes
    }

    private var causes: String {
        guard let first = members.first else { return "" }
        return members.map { member in
            let other = member.title == first.title ? nil : first
            let explanation = Explanation(member, against: other, operation: operation)
            let head = other.map { "\(member.title), against \($0.title)" } ?? member.title
            return "  \(head)\n" + Causes(explanation).sentences.map { "    \($0)\n" }.joined()
        }.joined()
    }
}

/// One rule's values through the versions: each holds from a version on, within its line.
struct ModuleRule<Value: Sendable>: Sendable {
    struct Step: Sendable {
        var from: ModuleVersionNumber
        var value: Value
        /// Whether the sources of that version were read; else its neighbours' value is assumed.
        var isRead: Bool
    }

    /// Ascending within each line.
    let steps: [Step]

    /// - Parameter steps: version, value, and whether it was read.
    init(_ steps: [(String, Value, isRead: Bool)]) {
        self.steps = steps.map { text, value, isRead in
            guard let number = ModuleVersionNumber(text) else { preconditionFailure("\(text) is not a version") }
            return Step(from: number, value: value, isRead: isRead)
        }
    }

    func value(in number: ModuleVersionNumber) -> Value { step(in: number).value }

    func step(in number: ModuleVersionNumber) -> Step {
        let line = steps.filter { $0.from.isOfLine(number) }
        return line.last { $0.from <= number } ?? line.first ?? steps[steps.count - 1]
    }
}

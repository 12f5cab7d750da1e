import SeededRandom

extension SeededRandom {
    /// True in `permille` of 1000 draws.
    mutating func chance(permille: UInt64) -> Bool { below(1000) < permille }

    /// One of the values, each as often as its weight says.
    /// - Precondition: at least one weight is above 0.
    mutating func pick<Value>(_ choices: [(weight: UInt64, value: Value)]) -> Value {
        var left = below(choices.reduce(0) { $0 + $1.weight })
        for choice in choices {
            if left < choice.weight { return choice.value }
            left -= choice.weight
        }
        preconditionFailure("the draw lies below the sum of the weights")
    }

    /// One of the values, all equally often.
    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(below(UInt64(values.count)))] }
}

extension Figure {
    /// A whole number as it is, any other with three digits.
    static func metric(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? count(Int(value)) : significant(value)
    }
}

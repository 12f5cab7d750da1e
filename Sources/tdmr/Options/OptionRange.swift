import ArgumentParser

/// What a numeric option takes.
enum OptionRange {
    /// Refuses a value outside of `range`, in the same words for every option.
    static func check(_ option: String, _ value: Int?, in range: ClosedRange<Int>) throws {
        guard let value, !range.contains(value) else { return }
        throw ValidationError("\(option) takes \(range.lowerBound) to \(range.upperBound).")
    }
}

internal import Measurement

extension CaseResult {
    /// Instructions per operation, where they were counted.
    var instructions: Double? { counters.first { $0.counter == "instructions" }?.value }
}

internal import Measurement

extension CaseResult {
    /// The value that ranks the result, less being better: the metric `merit`, or the time where that is nil; nil where it is unknown.
    func worth(_ merit: String?) -> Double? {
        guard let merit else { return time?.value }
        return metrics.first { $0.name == merit }.map { $0.better == .higher ? -$0.value : $0.value }
    }
}

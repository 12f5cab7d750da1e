internal import Measurement

extension Gate.Finding.Outcome {
    var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .inconclusive: "inconclusive"
        case .notConfirmed: "not confirmed"
        case .notJudged: "not judged"
        }
    }
}

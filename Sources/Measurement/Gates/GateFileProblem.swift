/// Why a file of limits or a baseline cannot be used.
enum GateFileProblem: FileFault.Problem {
    case notABaseline
    case notThresholds
    case rule(cases: String, RuleProblem)

    /// What is wrong with a rule.
    enum RuleProblem {
        case noLimit
        case halfARatio
        case negativeLimit
        case notAnExpression
        case noCase
        case noContender(String)
        case noFigure(String)
    }

    var description: String {
        func needed(_ kind: String, _ schema: String, _ version: Int, _ member: String) -> String {
            "not a \(kind): \"schema\": \"\(schema)\", \"version\": \(version) and \"\(member)\" are needed"
        }
        return switch self {
        case .notABaseline: needed("baseline", Baseline.schema, Baseline.version, "entries")
        case .notThresholds: needed("thresholds file", Thresholds.schema, Thresholds.version, "rules")
        case .rule(let cases, .noLimit):
            "the rule for '\(cases)' has no limit: soft_percent, hard or at_most is needed"
        case .rule(let cases, .halfARatio): "the rule for '\(cases)' needs both at_most and to"
        case .rule(let cases, .negativeLimit): "the rule for '\(cases)' has a limit that is negative"
        case .rule(let cases, .notAnExpression): "'\(cases)' is not a regular expression"
        case .rule(let cases, .noCase): "no case matches '\(cases)'"
        case .rule(let cases, .noContender(let name)): "no group of '\(cases)' has a contender '\(name)'"
        case .rule(let cases, .noFigure(let metric)): "no case of '\(cases)' has a figure '\(metric)'"
        }
    }
}

/// A result of a survey that cannot be used.
struct SurveyFault: BadInput {
    var path: String
    var line: Int?
    var reason: String

    var badInputLine: String { line.map { "\(path):\($0): \(reason)" } ?? "\(path): \(reason)" }
}

internal import Measurement

/// The cases that were measured against each other: one dataset, one mode.
struct CaseGroup {
    var dataset: String
    var mode: String
    var cases: [CaseResult]

    /// Groups in the order measured.
    static func groups(of cases: [CaseResult]) -> [CaseGroup] {
        var groups: [CaseGroup] = []
        var places: [String: Int] = [:]
        for result in cases {
            let key = "\(result.name.dataset)/\(result.name.mode)"
            if let place = places[key] {
                groups[place].cases.append(result)
            } else {
                places[key] = groups.count
                groups.append(CaseGroup(dataset: result.name.dataset, mode: result.name.mode, cases: [result]))
            }
        }
        return groups
    }

    /// The members with a time, best first: by the metric `merit`, by time where that is nil or equal. Limits are not members.
    func ranking(by merit: String?) -> [CaseResult] {
        func key(_ result: CaseResult) -> (Double, Double, CaseName) {
            (result.worth(merit) ?? .infinity, result.time?.value ?? .infinity, result.name)
        }
        return cases.filter { $0.role == .member && $0.time != nil }.sorted { key($0) < key($1) }
    }
}

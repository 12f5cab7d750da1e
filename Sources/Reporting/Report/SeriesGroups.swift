internal import Measurement

/// The groups of one family that differ only in size or machine.
struct SeriesGroups {
    var name: String
    var mode: String
    var groups: [CaseGroup]

    /// In the order measured.
    static func all(of cases: [CaseResult]) -> [SeriesGroups] {
        var all: [SeriesGroups] = []
        for group in CaseGroup.groups(of: cases) {
            let name = group.cases[0].series
            if let place = all.firstIndex(where: { $0.name == name && $0.mode == group.mode }) {
                all[place].groups.append(group)
            } else {
                all.append(SeriesGroups(name: name, mode: group.mode, groups: [group]))
            }
        }
        return all
    }
}

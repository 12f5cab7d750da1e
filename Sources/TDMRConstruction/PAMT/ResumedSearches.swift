/// Where searches of growing memory use go on: one position for each group of memory and length searched for.
///
/// A machine asks for the same length again and again, so each group keeps its last search at hand and the others in a dictionary.
struct ResumedSearches<Position> {
    private struct Key: Hashable {
        var group: Int
        var pages: UInt64
    }

    private var latest: [(pages: UInt64, position: Position)?]
    private var others: [Key: Position] = [:]

    init(groups: Int) { latest = Array(repeating: nil, count: groups) }

    /// The position of the search for `pages` in `group`; nil before its first use.
    subscript(group: Int, pages: UInt64) -> Position? {
        get {
            if let latest = latest[group], latest.pages == pages { return latest.position }
            return others.isEmpty ? nil : others[Key(group: group, pages: pages)]
        }
        set {
            guard let newValue else { return }
            if let latest = latest[group], latest.pages != pages {
                others[Key(group: group, pages: latest.pages)] = latest.position
            }
            latest[group] = (pages, newValue)
        }
    }
}

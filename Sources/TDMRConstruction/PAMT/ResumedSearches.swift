/// Where searches for free memory resume: one position for each pool of memory and length. A search can resume because free memory only shrinks.
///
/// Most requests of a machine have the same length, so each pool stores its latest search directly and the others in a dictionary.
struct ResumedSearches<Position> {
    private struct Key: Hashable {
        var pool: Int
        var pages: UInt64
    }

    private var latest: [(pages: UInt64, position: Position)?]
    private var others: [Key: Position] = [:]

    init(pools: Int) { latest = Array(repeating: nil, count: pools) }

    /// The position of the search for `pages` in `pool`; nil before its first use.
    subscript(pool: Int, pages: UInt64) -> Position? {
        get {
            if let latest = latest[pool], latest.pages == pages { return latest.position }
            return others.isEmpty ? nil : others[Key(pool: pool, pages: pages)]
        }
        set {
            guard let newValue else { return }
            if let latest = latest[pool], latest.pages != pages {
                others[Key(pool: pool, pages: latest.pages)] = latest.position
            }
            latest[pool] = (pages, newValue)
        }
    }
}

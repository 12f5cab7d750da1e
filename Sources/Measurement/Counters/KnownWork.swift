/// Work for which the count of each counter is known in advance.
package enum KnownWork: String, CaseIterable, Codable, Sendable {
    /// Iterations of an empty loop: a branch and another instruction each.
    case loop
    /// Branches on random bits: every second one is mispredicted.
    case choices
    /// Multiplications, each of which waits for the one before.
    case products
    /// Loads of the same eight bytes.
    case loads
    /// Pointers through four times the first-level data cache, in random order.
    case nearLines = "near-lines"
    /// Pointers through four times the second-level cache, in random order.
    case farLines = "far-lines"
    /// Pointers to lines that no cache holds.
    case coldLines = "cold-lines"
    /// Pointers through 32,768 pages of 4 KiB, in random order: more than any TLB holds.
    case pages
    /// A first write to each of the pages.
    case freshPages = "fresh-pages"
    /// Sleeps of 20 us.
    case naps
    /// CPU time by the thread's own clock, in nanoseconds.
    case spinning

    /// The name of its units, for a sentence: `1000000 branches`.
    package var unit: String {
        switch self {
        case .loop: "empty rounds of a loop"
        case .choices: "branches on random bits"
        case .products: "dependent multiplications"
        case .loads: "loads of one line"
        case .nearLines: "lines beyond the first-level cache"
        case .farLines: "lines beyond the second-level cache"
        case .coldLines: "lines that no cache holds"
        case .pages: "pages beyond the TLB"
        case .freshPages: "pages touched for the first time"
        case .naps: "sleeps"
        case .spinning: "ns of CPU time"
        }
    }

    /// Units of one measurement; multiples of 8.
    package func units(quick: Bool) -> Int {
        switch self {
        case .loop, .choices, .products, .loads: quick ? 800 : 1_000_000
        case .nearLines, .farLines, .coldLines, .pages: quick ? 800 : 200_000
        case .freshPages: quick ? 200 : 2000
        case .naps: quick ? 8 : 40
        case .spinning: quick ? 2_000_000 : 20_000_000
        }
    }
}

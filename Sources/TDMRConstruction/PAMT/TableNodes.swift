/// Which nodes' memory a TDMR's tables are to lie on.
enum TableNodes: Hashable, Sendable {
    /// Their own, even where that costs an area.
    case home
    /// Their own, where another one's does not spare an area.
    case cheapest
    /// Of those that cost the fewest areas the one whose tables have the fewest pages, so that no node's memory is waited for.
    case leastWritten
}

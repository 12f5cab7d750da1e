/// The nodes on which a TDMR's tables should lie.
enum TableNodes: Hashable, Sendable {
    /// The home node, even where that costs an area; others only where it has no room.
    case home
    /// The home node, unless another node saves an area.
    case cheapest
    /// Of the nodes on which a table costs the fewest areas, the one with the fewest pages of tables, so that writes are spread over the nodes' memory.
    case leastWritten
}

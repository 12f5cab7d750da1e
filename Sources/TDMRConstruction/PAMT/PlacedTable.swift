import TDXModule

/// A PAMT table, of a size other than 0, with its place.
struct PlacedTable: Hashable, Sendable {
    /// The TDMR it belongs to, by index.
    var owner: Int
    var level: PAMTLevel
    var span: PageSpan
}

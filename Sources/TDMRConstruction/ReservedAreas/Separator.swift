/// Served memory between two pieces of a TDMR that must be reserved, with nothing else between them. A kept separator lies between two areas; one that is given up is covered by an area together with both pieces.
struct Separator: Hashable, Sendable {
    /// Pages `[start, end)`: the end of the piece below and the start of the piece above.
    var start: Int
    var end: Int
    /// Served pages in it, at least 1: less than `end - start` where convertible memory lies outside the memlist.
    var pages: Int
}

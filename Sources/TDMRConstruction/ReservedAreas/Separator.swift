/// Served memory between two neighbouring pieces of a TDMR that must be reserved. A kept separator lies between two areas. A separator that is given up is
/// covered by one area, together with both pieces.
struct Separator: Hashable, Sendable {
    /// Pages `[start, end)`: the end of the piece below and the start of the piece above.
    var start: Int
    var end: Int
    /// Served pages in it, at least 1: fewer than `end - start` when it holds convertible memory outside the memlist.
    var pages: Int
}

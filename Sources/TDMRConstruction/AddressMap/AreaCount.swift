/// How many reserved areas a part of a TDMR needs at least, in a form that adds up: the parts of a TDMR one after the other give its areas.
///
/// What must be reserved is covered by an area; two such pieces share one when no served page lies between them. Convertible memory that is not in the memlist may be
/// covered or not, so it neither separates nor needs an area. The fewest areas of a TDMR are therefore the groups of pieces that served pages separate.
/// - Source: rule 31 of TDH.SYS.CONFIG: what is not reserved must be convertible; reserving more is allowed.
struct AreaCount: Hashable, Sendable {
    /// Areas that this part needs by itself.
    var areas: Int
    /// Whether the first thing in it that is served or must be reserved must be reserved; likewise the last.
    var startsReserved: Bool
    var endsReserved: Bool
    /// Whether it holds nothing that is served or must be reserved.
    var isNeutral: Bool

    static let neutral = AreaCount(areas: 0, startsReserved: false, endsReserved: false, isNeutral: true)
    static let served = AreaCount(areas: 0, startsReserved: false, endsReserved: false, isNeutral: false)
    static let reserved = AreaCount(areas: 1, startsReserved: true, endsReserved: true, isNeutral: false)

    /// The areas of one part followed by another. Associative, with `neutral` as its unit.
    static func + (a: Self, b: Self) -> Self {
        if a.isNeutral { return b }
        if b.isNeutral { return a }
        return AreaCount(
            areas: a.areas + b.areas - (a.endsReserved && b.startsReserved ? 1 : 0), startsReserved: a.startsReserved,
            endsReserved: b.endsReserved,
            isNeutral: false)
    }

    static func += (a: inout Self, b: Self) { a = a + b }
}

/// The fewest reserved areas that a part of a TDMR needs, in a form that can be added: the sum over the consecutive parts of a TDMR gives its areas.
///
/// An area covers each piece that must be reserved; two pieces can share an area when no served page lies between them. Neutral memory may be covered
/// or not, so it neither separates pieces nor needs an area. A TDMR therefore needs one area for each group of pieces that served pages separate from the next.
/// - Source: rule 31 of TDH.SYS.CONFIG: what is not reserved must be convertible; reserving more is allowed.
struct AreaCount: Hashable, Sendable {
    /// The areas in the high bits, three flags in the low bits. Packed because a machine may have millions of granules with two of these each.
    private var packed: UInt32

    private static let startFlag: UInt32 = 1
    private static let endFlag: UInt32 = 2
    private static let neutralFlag: UInt32 = 4
    private static let areaShift: UInt32 = 3

    /// - Precondition: `areas` is below 2^29; a TDMR of all addresses has fewer.
    init(areas: Int, startsReserved: Bool, endsReserved: Bool, isNeutral: Bool) {
        precondition(areas < 1 << (32 - Self.areaShift))
        packed =
            UInt32(areas) << Self.areaShift | (startsReserved ? Self.startFlag : 0) | (endsReserved ? Self.endFlag : 0)
            | (isNeutral ? Self.neutralFlag : 0)
    }

    /// Areas that this part needs by itself.
    var areas: Int { Int(packed >> Self.areaShift) }
    /// Whether the first page that is not neutral must be reserved; `endsReserved`: the last such page.
    var startsReserved: Bool { packed & Self.startFlag != 0 }
    var endsReserved: Bool { packed & Self.endFlag != 0 }
    /// Whether all of it is neutral: neither served nor must be reserved.
    var isNeutral: Bool { packed & Self.neutralFlag != 0 }

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

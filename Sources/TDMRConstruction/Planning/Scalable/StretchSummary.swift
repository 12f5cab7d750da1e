/// What a stretch of address space contributes to the areas of a TDMR that holds it: a monoid under concatenation, so that the areas of any interval
/// follow from its parts.
struct StretchSummary: Hashable, Sendable {
    /// Groups of mandatory pieces without a served page between them.
    var groups: Int
    /// Whether the first and the last thing in it that is not neutral is mandatory.
    var startsMandatory: Bool
    var endsMandatory: Bool
    /// Whether it holds anything but neutral memory.
    var isNeutral: Bool

    static let neutral = StretchSummary(groups: 0, startsMandatory: false, endsMandatory: false, isNeutral: true)
    static let served = StretchSummary(groups: 0, startsMandatory: false, endsMandatory: false, isNeutral: false)
    static let mandatory = StretchSummary(groups: 1, startsMandatory: true, endsMandatory: true, isNeutral: false)

    static func + (a: Self, b: Self) -> Self {
        if a.isNeutral { return b }
        if b.isNeutral { return a }
        return StretchSummary(
            groups: a.groups + b.groups - (a.endsMandatory && b.startsMandatory ? 1 : 0), startsMandatory: a.startsMandatory,
            endsMandatory: b.endsMandatory, isNeutral: false)
    }

    static func += (a: inout Self, b: Self) { a = a + b }
}

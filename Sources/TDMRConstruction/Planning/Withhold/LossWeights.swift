/// The value of pages that TDMRs keep, which bounds what is lost.
///
/// A fragment that is not kept is withheld but for the tables in it. Counting all its pages as lost bounds what is lost where tables find no other place;
/// counting only those that whole 4K tables leave, and the tables besides, bounds it where they do. Every mixture of the two bounds it as well.
struct LossWeights: Hashable, Sendable {
    /// How many sixteenths of the first count.
    let whole: Int

    static let unit = 16
    static let all = LossWeights(whole: unit)
    static let mixtures = [16, 12, 8, 4, 0].map(LossWeights.init)

    func value(_ fragment: FragmentedSlices.Fragment) -> Int { value(pages: fragment.pages, rest: fragment.rest) }
    func value(pages: Int, rest: Int) -> Int { whole * pages + (Self.unit - whole) * rest }
    func value(cut pages: Int) -> Int { whole * pages }
}

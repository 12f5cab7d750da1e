/// The value of the pages that TDMRs keep, from which a bound on the loss follows.
///
/// A fragment that is not kept is withheld, except for the tables in it. To count all its pages as lost bounds the loss where tables find no other place.
/// To count only the pages that whole 4K tables leave, plus the tables, bounds it where they do. Every mixture of the two is a bound as well.
struct LossWeights: Hashable, Sendable {
    /// The share of the first bound, in sixteenths.
    let whole: Int

    static let unit = 16
    static let all = LossWeights(whole: unit)
    static let mixtures = [16, 12, 8, 4, 0].map(LossWeights.init)

    func value(_ fragment: FragmentedSlices.Fragment) -> Int { value(pages: fragment.pages, rest: fragment.rest) }
    func value(pages: Int, rest: Int) -> Int { whole * pages + (Self.unit - whole) * rest }
    func value(cut pages: Int) -> Int { whole * pages }
}

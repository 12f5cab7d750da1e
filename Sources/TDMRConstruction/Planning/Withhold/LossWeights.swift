/// The value of the pages that TDMRs keep.
///
/// A fragment that is not kept is withheld, except for the tables in it. Counting all its pages as lost is right where tables find no other place; counting only the pages that
/// whole 4K tables leave, and the tables, where they do.
struct LossWeights: Hashable, Sendable {
    /// The share of the first count, in sixteenths.
    let whole: Int

    static let unit = 16
    static let all = LossWeights(whole: unit)
    static let mixtures = SearchBudget.lossWeights.map(LossWeights.init)

    func value(_ fragment: FragmentedSlices.Fragment) -> Int { value(pages: fragment.pages, rest: fragment.rest) }
    func value(pages: Int, rest: Int) -> Int { whole * pages + (Self.unit - whole) * rest }
    func value(cut pages: Int) -> Int { whole * pages }
}

/// How many plans of a machine the exhaustive search tried.
public enum TriedPlans: Hashable, Sendable {
    /// Every one, so that none is better than the plan found.
    case all
    /// Not all: a limit of `SearchBudget` on sets of TDMRs, granules, tables or steps ended the search.
    case some
    /// None: the machine is too large for it, or a quick plan was asked for.
    case none
}

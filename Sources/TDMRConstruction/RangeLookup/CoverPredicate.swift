/// When a queried range counts as covered.
public enum CoverPredicate: String, CaseIterable, Sendable {
    /// Inside one single entry: the kernel's memory notifier.
    case oneEntry = "one-entry"
    /// Inside the union of the entries: touching entries count as one.
    case union
}

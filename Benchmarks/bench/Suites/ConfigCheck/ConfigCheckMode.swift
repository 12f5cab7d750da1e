/// The layout that is judged: a valid one, which every rule must check, or one whose last PAMT lies in usable memory of the first TDMR.
enum ConfigCheckMode: String, CaseIterable, Sendable {
    case accepted
    case refusedLast = "refused-last"
}

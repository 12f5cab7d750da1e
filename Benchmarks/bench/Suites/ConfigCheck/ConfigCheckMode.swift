/// What is asked: a valid layout, which every rule has to look at, or one whose last PAMT lies in usable memory of the first TDMR.
enum ConfigCheckMode: String, CaseIterable, Sendable {
    case accepted
    case refusedLast = "refused-last"
}

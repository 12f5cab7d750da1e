extension CaseResult {
    /// Why a case has no figures.
    package enum Absence: Sendable, CustomStringConvertible {
        /// An operation takes longer than the case's share of the run. The same sentence for every case, so that the screen can print it once.
        case longerThanShare
        /// The suite or the algorithm has no answer for the dataset; its description is one line.
        case refused(any Error & CustomStringConvertible)

        package var description: String {
            switch self {
            case .longerThanShare:
                "not timed: longer than its share of this run; fewer cases, a longer --time or no --quick would"
            case .refused(let cause): cause.description
            }
        }
    }
}

/// The results of a run: the native result file. Every export, report, comparison and baseline is made from it.
///
/// The file is JSON with one case per line, so that a fault has a line number and two files can be compared with `diff`.
public struct ResultDocument: Hashable, Sendable {
    /// The `schema` field of the file.
    package static let schema = "tdmr-bench-result"
    /// The `version` field of the file; a reader refuses any other.
    package static let version = 1

    /// False in a file whose run was interrupted or is still running: its cases are complete, but some are missing.
    package var isComplete: Bool
    /// The machines that ran cases; one, unless results were merged. Times of different machines are never compared.
    package var machines: [Machine]
    /// The families the cases belong to.
    package var families: [FamilySummary]
    /// In the order measured.
    package var cases: [CaseResult]
    /// Sizes from which on another algorithm is the fastest.
    package var crossovers: [Crossover]

    package init(
        isComplete: Bool = false, machines: [Machine] = [], families: [FamilySummary] = [], cases: [CaseResult] = [],
        crossovers: [Crossover] = []
    ) {
        self.isComplete = isComplete
        self.machines = machines
        self.families = families
        self.cases = cases
        self.crossovers = crossovers
    }
}
